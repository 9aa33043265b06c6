package org.verack.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.verack.peer.InboundLimits;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerEvent;
import org.verack.peer.PeerListener;
import org.verack.peer.Transfer;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.connection.TcpListener;
import org.verack.peer.testkit.node.TestNode;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.role.VersionMessage;

/**
 * The ends that listen: some that chat, with budgets and queues of different sizes, one that is
 * closed and opened again while its guests talk, and a node that answers questions. They tell the
 * {@link Talk} that a caller's user agent names what they read and write.
 */
final class Hosts implements AutoCloseable {

  static final Network NETWORK = Networks.REGTEST;

  private static final Endpoint ANY_PORT = new Endpoint("127.0.0.1", 0);
  private static final Pattern NUMBER = Pattern.compile("soak:(\\d+)");
  private static final int LITTLE = 3 << 20;

  private final ConcurrentMap<Integer, Talk> talks = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Accounts accounts;
  private final List<Chatting> chatting = new ArrayList<>();
  private final Chatting fleeting;
  private final TestNode node;

  Hosts(Accounts accounts, Repertoire repertoire) throws IOException {
    this.accounts = accounts;
    PeerConfig roomy = PeerConfig.of(NETWORK);
    PeerConfig strict = PeerConfig.builder(NETWORK).policy(PeerConfig.Policy.STRICT).build();
    PeerConfig narrow =
        PeerConfig.builder(NETWORK).inboxLimit(64 * 1024).outboundLimit(64 * 1024).build();
    chatting.add(new Chatting(roomy, InboundLimits.UNLIMITED, Integer.MAX_VALUE));
    chatting.add(new Chatting(strict, InboundLimits.UNLIMITED, Integer.MAX_VALUE));
    chatting.add(new Chatting(narrow, InboundLimits.UNLIMITED, LITTLE));
    // Turns some callers away.
    chatting.add(new Chatting(roomy, 25, Integer.MAX_VALUE));
    fleeting = new Chatting(roomy, InboundLimits.UNLIMITED, Integer.MAX_VALUE);
    chatting.add(fleeting);
    node =
        TestNode.builder(repertoire.chain())
            .compactFilters(true)
            .inboundLimits(InboundLimits.DEFAULT.withTotal(InboundLimits.UNLIMITED))
            .onPeer(this::receive)
            .start();
  }

  /** One that chats. */
  private final class Chatting {
    private final PeerConfig config;
    private final InboundLimits limits;
    private final long budget;
    private volatile PeerContext context;

    /** Those of earlier openings that still hold something. */
    private final List<PeerContext> closed = new CopyOnWriteArrayList<>();

    private volatile PeerListener listener;

    Chatting(PeerConfig config, int most, long budget) throws IOException {
      this.config = config;
      this.limits = InboundLimits.DEFAULT.withTotal(most);
      this.budget = budget;
      context = newContext();
      listener = newListener();
    }

    private PeerContext newContext() {
      PeerContext.Builder builder = PeerContext.builder();
      return budget == Integer.MAX_VALUE
          ? builder.build()
          : builder.inboundBudget(budget).outboundBudget(budget).build();
    }

    private PeerListener newListener() throws IOException {
      return PeerListener.listen(
          context,
          config,
          TcpListener.listen(ANY_PORT),
          limits,
          peer -> {
            Guest guest = receive(peer);
            peer.on(Message.class, guest::hear);
          });
    }

    boolean steady() {
      return this != fleeting && limits.total() == InboundLimits.UNLIMITED;
    }

    void reopen() throws IOException {
      close();
      closed.add(context);
      context = newContext();
      listener = newListener();
    }

    void close() {
      listener.close();
      context.close();
    }
  }

  /** An inbound peer. Which talk it belongs to is known from its first message on. */
  private final class Guest {
    private volatile @Nullable Talk talk;

    void note(Peer peer, Transfer transfer) {
      Talk present = talk;
      if (present == null) {
        present = find(transfer).orElse(null);
        talk = present;
      }
      if (present != null) {
        present.noteAtHost(peer, transfer);
      }
    }

    void note(Peer peer, PeerEvent event) {
      if (event instanceof PeerEvent.Disconnected disconnected) {
        accounts.ended(disconnected.reason());
      }
      Talk present = talk;
      if (present != null) {
        present.noteAtHost(peer, event);
      }
    }

    void hear(Peer peer, Message message) {
      Talk present = talk;
      if (present != null) {
        accounts.handled();
        present.hostEar().hear(message);
      }
    }
  }

  private Guest receive(Peer peer) {
    Guest guest = new Guest();
    peer.onRead(guest::note);
    peer.onWrite(guest::note);
    peer.onEvent(PeerEvent.class, guest::note);
    return guest;
  }

  private Optional<Talk> find(Transfer transfer) {
    if (transfer.message().orElse(null) instanceof VersionMessage version) {
      Matcher matcher = NUMBER.matcher(version.userAgent());
      if (matcher.find()) {
        return Optional.ofNullable(talks.get(Integer.valueOf(matcher.group(1))));
      }
    }
    return Optional.empty();
  }

  /** Announces a talk. Returns the user agent that who dials for it has to use. */
  String register(Talk talk) {
    int number = numbers.incrementAndGet();
    talks.put(number, talk);
    return "/soak:" + number + "/";
  }

  void forget(Talk talk) {
    talks.values().remove(talk);
  }

  /**
   * Where one can dial.
   *
   * @param answers whether the one there answers questions, rather than chat
   * @param steady whether it takes every caller and stays
   */
  record Place(Endpoint endpoint, boolean answers, boolean steady) {}

  Place anyChatting(RandomGenerator random) {
    Chatting one = chatting.get(random.nextInt(chatting.size()));
    return new Place(one.listener.endpoint(), false, one.steady());
  }

  Place node() {
    return new Place(node.endpoint(), true, true);
  }

  /** Closes one of those that chat, with all its guests, and opens it again elsewhere. */
  void reopenOne() throws IOException {
    fleeting.reopen();
  }

  /** What is still held though nobody is connected, a line each; empty is right. */
  List<String> leftovers() {
    List<String> lines = new ArrayList<>();
    for (Chatting one : chatting) {
      one.closed.removeIf(Hosts::holdsNothing);
      if (!holdsNothing(one.context) || !one.closed.isEmpty()) {
        lines.add("a host that chats, or chatted, still holds peers or bytes");
      }
    }
    if (!node.peers().isEmpty()) {
      lines.add("the node still has " + node.peers());
    }
    if (!talks.isEmpty()) {
      lines.add(talks.size() + " talks are open");
    }
    return lines;
  }

  static boolean holdsNothing(PeerContext context) {
    return context.peers().isEmpty() && context.inboundBytes() + context.outboundBytes() == 0;
  }

  @Override
  public void close() {
    chatting.forEach(Chatting::close);
    node.close();
  }
}
