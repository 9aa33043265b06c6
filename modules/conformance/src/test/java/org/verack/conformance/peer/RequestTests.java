package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.testkit.chain.ChainGenerator;
import org.verack.peer.testkit.chain.GeneratedChain;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.ServiceFlags;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.request.Request;
import org.verack.wire.request.RequestException;

/** A peer that asks a remote, which the test plays. */
abstract class RequestTests extends PeerTests {

  static final PeerConfig DEFAULT = PeerConfig.of(Remote.NETWORK);
  static final GeneratedChain CHAIN = ChainGenerator.seeded(1).generate(6);
  static final Hash GENESIS = Remote.NETWORK.genesisHash();

  private static final ServiceFlags FULL_NODE =
      ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS);

  static Block block(int height) {
    return CHAIN.block(height);
  }

  static BlockHeader header(int height) {
    return block(height).header();
  }

  static Hash hash(int height) {
    return header(height).hash();
  }

  <R> CompletableFuture<R> ask(Line line, Request<R> request) {
    return ask(line, request, seconds(30));
  }

  <R> CompletableFuture<R> ask(Line line, Request<R> request, Duration deadline) {
    CompletableFuture<R> answer = time.async("ask", () -> line.peer().request(request, deadline));
    time.awaitQuiet();
    return answer;
  }

  /** A peer whose remote is a full node and offers some services more. */
  Line quiet(ServiceFlags... more) {
    return quiet(70017, FULL_NODE.with(ServiceFlags.of(more)));
  }

  Line quiet(int protocolVersion, ServiceFlags services) {
    return quiet(Peer.outbound(context, DEFAULT), protocolVersion, services);
  }

  /** A peer that the test has given handlers, and whose remote is a full node that offers more. */
  Line quiet(Peer peer, ServiceFlags... more) {
    return quiet(peer, 70017, FULL_NODE.with(ServiceFlags.of(more)));
  }

  private Line quiet(Peer peer, int protocolVersion, ServiceFlags services) {
    Line line = open(peer);
    line.remote().greetDialer(protocolVersion, services);
    assertThat(line.connecting()).isCompleted();
    line.remote().heard();
    return line;
  }

  /** Collects what reaches the handlers of a peer that is not connected yet. */
  static <M extends Message> List<M> unsolicited(Peer peer, Class<M> type) {
    List<M> messages = new ArrayList<>();
    peer.on(type, (from, message) -> messages.add(message));
    return messages;
  }

  /** What the peer asks, and the pong that means that this is all that will come. */
  record Asked<M extends Message>(M question, Pong pong) {}

  <M extends Message> Asked<M> asked(Line line, Class<M> type) {
    List<Message> heard = line.remote().expect(type, Ping.class);
    return new Asked<>(type.cast(heard.get(0)), new Pong(((Ping) heard.get(1)).nonce()));
  }

  void say(Line line, Message... messages) {
    line.remote().say(messages);
    time.awaitQuiet();
  }

  Throwable failsWith(CompletableFuture<?> answer, Class<? extends Throwable> type) {
    time.awaitQuiet();
    assertThat(answer).isCompletedExceptionally();
    Throwable cause = answer.exceptionNow();
    assertThat(cause).isInstanceOf(type);
    return cause;
  }

  /** The request fails with a word about why, nothing is sent, and the connection stays. */
  void cannotBeAsked(Line line, Request<?> request, String why) {
    Throwable cause = failsWith(ask(line, request), RequestException.class);
    assertThat(cause).hasMessageContaining(why);
    line.remote().expect();
    isStillThere(line);
  }

  void failsAndStays(Line line, CompletableFuture<?> answer, String why) {
    assertThat(failsWith(answer, RequestException.class)).hasMessageContaining(why);
    isStillThere(line);
  }
}
