package org.verack.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.verack.peer.DisconnectReason;
import org.verack.peer.InboundLimits;
import org.verack.peer.ListenerStats;
import org.verack.peer.Peer;
import org.verack.peer.PeerClosedException;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.PeerListener;
import org.verack.peer.connection.Endpoint;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.pipe.PipeNetwork;
import org.verack.peer.testkit.pipe.Pipes;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Network;
import org.verack.wire.Networks;

/**
 * Where an attack takes place: a program that listens and dials, an honest peer that is connected
 * to it all the time, and as many intruders as the attack needs. All in virtual time.
 */
final class Stage {

  /** Where what does not decode is an event and no more, also on one machine. */
  static final Network NETWORK = Networks.REGTEST.toBuilder().toleratesLocalFaults(false).build();

  /** Inbound peers, the honest one included. */
  static final int PLACES = 100;

  /** How much may wait to be handled, and how much to be written. By default it is more. */
  static final int QUEUES = 1_000_000;

  private static final Endpoint HERE = new Endpoint("victim", 18444);

  private final VirtualRuntime time =
      VirtualRuntime.builder().patience(Duration.ofSeconds(60)).build();
  private final PipeNetwork network = new PipeNetwork(Pipes.on(time));
  private final Attack attack;
  private final Role role;
  private final Wire wire;
  private final PeerConfig config;
  private final PeerContext context;
  private final PeerListener listener;
  private final Bystander bystander;
  private final List<Peer> inbound = new CopyOnWriteArrayList<>();
  private final List<Intruder> intruders = new ArrayList<>();
  private long mostHeld;

  /** Everybody is there and it is still quiet. */
  Stage(Attack attack, Role role, Wire wire) throws IOException {
    this.attack = attack;
    this.role = role;
    this.wire = wire;
    config =
        PeerConfig.builder(NETWORK)
            .encryption(wire.encryption())
            .inboxLimit(QUEUES)
            .outboundLimit(QUEUES)
            .build();
    context = PeerContext.builder().runtime(time).random(new Random(1)).build();
    listener =
        PeerListener.listen(
            context,
            config,
            network.listen(HERE),
            InboundLimits.DEFAULT.withTotal(PLACES),
            peer -> {
              Service.serve(peer);
              inbound.add(peer);
            });
    bystander = new Bystander(time, network, HERE, config, this::look);
    time.advance(Duration.ofSeconds(3));
    bystander.noticedNothing();
  }

  private void look() {
    mostHeld = Math.max(mostHeld, context.inboundBytes() + context.outboundBytes());
  }

  Role role() {
    return role;
  }

  Wire wire() {
    return wire;
  }

  /** For what the program that is attacked does itself. */
  VirtualRuntime time() {
    return time;
  }

  ListenerStats listenerStats() {
    return listener.stats();
  }

  /** Somebody on this machine is connected who does not mean well; handshakes are not counted. */
  Intruder intrude() throws IOException {
    Intruder intruder =
        switch (role) {
          case LISTENING -> {
            PipeConnection line = (PipeConnection) network.dial(HERE, Duration.ofSeconds(1));
            time.awaitQuiet();
            yield new Intruder(time, role, wire, line, accepted(line), attack.ending());
          }
          case DIALING -> {
            Pipes.Pair pair = Pipes.on(time).open();
            Peer peer = Peer.outbound(context, config);
            Service.serve(peer);
            time.async("dial", () -> dial(peer, pair.dialer()));
            yield new Intruder(time, role, wire, pair.listener(), peer, attack.ending());
          }
        };
    intruders.add(intruder);
    return intruder;
  }

  private static String dial(Peer peer, PipeConnection line) throws InterruptedException {
    try {
      peer.connect(line);
      return "connected";
    } catch (PeerClosedException e) {
      return "not connected";
    }
  }

  private Peer accepted(PipeConnection line) {
    return inbound.stream()
        .filter(peer -> peer.stats().remote().equals(line.local()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not let in: " + line));
  }

  /** How the inbound connections ended that have, the honest one's not among them. */
  List<DisconnectReason> inboundEnds() {
    return inbound.stream().flatMap(peer -> peer.disconnectReason().stream()).toList();
  }

  /** Connects without waiting for anything; the listener may not want it. */
  PipeConnection knock(String host) throws IOException {
    return (PipeConnection) network.from(host).dial(HERE, Duration.ofSeconds(1));
  }

  /** Lets time pass. */
  void pass(Duration duration) {
    time.awaitQuiet();
    look();
    time.advance(duration);
    look();
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** The attack has been carried out: everything is as it has to be, and nothing is left. */
  void judge() {
    passSeconds(3);
    bystander.noticedNothing();
    for (Intruder intruder : intruders) {
      assertThat(intruder.ended())
          .as("%s: how it ends", intruder)
          .matches(intruder.ending().isMet(), intruder.ending().toString());
      intruder.hangUp();
    }
    // What could not be written leaves the reader a second to say why.
    passSeconds(3);
    bystander.noticedNothing();
    assertThat(context.peers()).as("peers besides the honest one").hasSize(1);
    assertThat(listener.peers()).as("accepted peers besides the honest one").hasSize(1);
    bystander.leave();
    assertThat(context.peers()).isEmpty();
    assertThat(time.threads()).as("threads").hasSize(1);
    assertThat(time.timers()).as("timers").isZero();
    assertThat(context.inboundBytes()).as("inbound budget").isZero();
    assertThat(context.outboundBytes()).as("outbound budget").isZero();
    assertThat(mostHeld).as("most that was held").isLessThanOrEqualTo(attack.mostHeld());
    var closing =
        time.async(
            "close",
            () -> {
              context.close();
              return null;
            });
    time.awaitQuiet();
    assertThat(closing).isCompleted();
    assertThat(time.threads()).as("threads in the end").isEmpty();
    network.close();
  }
}
