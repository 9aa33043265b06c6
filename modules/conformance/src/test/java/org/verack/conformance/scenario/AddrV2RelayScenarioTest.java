package org.verack.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.verack.peer.DisconnectReason;
import org.verack.peer.Peer;
import org.verack.peer.PeerConfig;
import org.verack.peer.PeerContext;
import org.verack.peer.testkit.junit.TestkitExtension;
import org.verack.peer.testkit.script.ScriptedPeer;
import org.verack.peer.testkit.time.VirtualRuntime;
import org.verack.wire.Bytes;
import org.verack.wire.Networks;
import org.verack.wire.ServiceFlags;
import org.verack.wire.address.CjdnsAddress;
import org.verack.wire.address.I2pAddress;
import org.verack.wire.address.IPv4Address;
import org.verack.wire.address.IPv6Address;
import org.verack.wire.address.TorV3Address;
import org.verack.wire.message.AddrV2;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.TimedAddress;

/**
 * Core's {@code p2p_addrv2_relay} (BIP 155): addresses of all networks pass through as they came,
 * and only to those who asked for them.
 */
@ExtendWith(TestkitExtension.class)
class AddrV2RelayScenarioTest {

  private static final String TIME = "80f1fa68";
  private static final String PORT = "208d";

  /** Time, services 9, network, address, port: of IPv4, IPv6, Tor, I2P and CJDNS. */
  private static final Bytes PAYLOAD =
      Bytes.ofHex(
          "05"
              + (TIME + "09" + "01" + "04" + "01020304" + PORT)
              + (TIME + "09" + "02" + "10" + "20010db8000000000000000000000001" + PORT)
              + (TIME + "09" + "04" + "20" + "53cd" + "11".repeat(30) + PORT)
              + (TIME + "09" + "05" + "20" + "a2" + "22".repeat(31) + "0000")
              + (TIME + "fd0904" + "06" + "10" + "fc" + "33".repeat(15) + PORT));

  @CoreScenario("p2p_addrv2_relay/byte-exact")
  @Test
  void addressesOfAllNetworksArePassedOnByteForByte(VirtualRuntime time, PeerContext context) {
    PeerConfig config = PeerConfig.of(Networks.REGTEST);
    Encounter from = Encounter.of(time, Peer.inbound(context, config)).greeted();
    Encounter to = Encounter.of(time, Peer.outbound(context, config)).greeted();
    List<Bytes> written = new ArrayList<>();
    to.peer().onWrite((peer, sent) -> written.add(sent.payload().orElseThrow()));
    from.peer().on(AddrV2.class, (peer, addresses) -> to.peer().send(addresses));

    from.remote().sendFrame("addrv2", PAYLOAD, true);
    AddrV2 relayed = to.remote().expect(AddrV2.class);

    assertThat(written).containsExactly(PAYLOAD);
    assertThat(relayed.addresses())
        .extracting(TimedAddress::address)
        .hasExactlyElementsOfTypes(
            IPv4Address.class,
            IPv6Address.class,
            TorV3Address.class,
            I2pAddress.class,
            CjdnsAddress.class);
    assertThat(relayed.addresses().getLast().services())
        .isEqualTo(
            ServiceFlags.of(
                ServiceFlags.NETWORK, ServiceFlags.WITNESS, ServiceFlags.NETWORK_LIMITED));
  }

  @CoreScenario("p2p_addrv2_relay/limit")
  @Test
  void moreThanAThousandAddressesAreMisbehaviour(Peer peer, ScriptedPeer remote) {
    String entry = TIME + "09" + "01" + "04" + "01020304" + PORT;
    remote.sendFrame("addrv2", Bytes.ofHex("fde803" + entry.repeat(1000)), true);
    remote.send(new Ping(5));
    assertThat(remote.expect(Pong.class)).isEqualTo(new Pong(5));
    remote.sendFrame("addrv2", Bytes.ofHex("fde903" + entry.repeat(1001)), true);
    remote.expectDisconnect();
    assertThat(peer.disconnectReason()).get().matches(DisconnectReason::isMisbehaviour);
  }
}
