package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.verack.peer.testkit.pipe.PipeConnection;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.message.NodeAddress;
import org.verack.wire.message.SendAddrV2;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;
import org.verack.wire.message.WtxidRelay;

/** The other end of a peer's line: a scripted peer with the greeting that most tests use. */
final class Remote {

  static final Network NETWORK =
      Networks.REGTEST.toBuilder().toleratesLocalFaults(false).encryptedTransport(false).build();

  private final ScriptedPeer script;

  Remote(VirtualRuntime time, PipeConnection line) {
    script = ScriptedPeer.builder(NETWORK, time).byHand().accepted(line);
  }

  static Version version(int protocolVersion) {
    return version(protocolVersion, 0x1122334455667788L);
  }

  static Version version(int protocolVersion, long nonce) {
    return version(
        protocolVersion, nonce, ServiceFlags.of(ServiceFlags.NETWORK, ServiceFlags.WITNESS));
  }

  static Version version(int protocolVersion, long nonce, ServiceFlags services) {
    return new Version(
        protocolVersion,
        services,
        1_700_000_000L,
        NodeAddress.NONE,
        NodeAddress.NONE,
        nonce,
        "/remote:1.0/",
        100,
        true);
  }

  /** Reads nothing from now on but while the test looks. */
  Remote holdInput() {
    script.holdInput();
    return this;
  }

  /** Everything that has come by the time all is at rest, in order. */
  List<Message> heard() {
    return script.heard();
  }

  /** Expects exactly these kinds of messages to have come, in this order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  final List<Message> expect(Class<? extends Message>... types) {
    return script.expectOnly(types);
  }

  Remote say(Message... messages) {
    script.send(messages);
    return this;
  }

  Remote sayRaw(Bytes bytes) {
    script.sendRaw(bytes);
    return this;
  }

  /** Says a frame with whatever payload and checksum. */
  Remote sayFrame(String command, Bytes payload, boolean goodChecksum) {
    script.sendFrame(command, payload, goodChecksum);
    return this;
  }

  /** The usual greeting of a peer that dialed us: everything up to a quiet line. */
  void greetDialer(int protocolVersion) {
    expect(Version.class);
    say(version(protocolVersion));
    greet(protocolVersion);
  }

  /** The usual greeting of a peer that dialed us, to which we offer what a test needs. */
  void greetDialer(int protocolVersion, ServiceFlags services) {
    expect(Version.class);
    say(version(protocolVersion, 0x1122334455667788L, services));
    greet(protocolVersion);
  }

  /** The usual greeting of a peer that we dialed. */
  void greetListener(int protocolVersion) {
    say(version(protocolVersion));
    greet(protocolVersion);
  }

  /** The greeting of a peer that we dialed, whatever becomes of it. */
  void greetListenerUnheard(int protocolVersion) {
    say(version(protocolVersion), WtxidRelay.INSTANCE, SendAddrV2.INSTANCE, Verack.INSTANCE);
  }

  private void greet(int protocolVersion) {
    if (protocolVersion >= 70016) {
      say(WtxidRelay.INSTANCE, SendAddrV2.INSTANCE);
    }
    say(Verack.INSTANCE);
    assertThat(script.heard()).anyMatch(Verack.class::isInstance);
  }

  void close() {
    script.close();
  }
}
