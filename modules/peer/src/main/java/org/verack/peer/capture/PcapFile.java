package org.verack.peer.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.verack.peer.Transfer;
import org.verack.peer.connection.Endpoint;
import org.verack.wire.Bytes;
import org.verack.wire.EncodedMessage;
import org.verack.wire.Hash;
import org.verack.wire.UnknownMessage;
import org.verack.wire.WireFormat;
import org.verack.wire.address.NetworkAddress;

/**
 * A packet capture as tcpdump writes it, with packets that nobody sent: each message as a v1 frame
 * in a TCP stream between the two endpoints, so that Wireshark finds the Bitcoin protocol in it.
 *
 * <p>The link type is "raw IP". Between two IPv4 addresses the packets are IPv4, else IPv6, with an
 * IPv4 address in its mapped form and a name as an address of 2001:db8::/32, the range for
 * examples, made of the name's hash. Each stream has its handshake at the beginning and its FIN at
 * the end. What was not captured is missing in the sequence numbers, and Wireshark says so.
 */
final class PcapFile implements CaptureForm {

  private static final int MAGIC = 0xa1b2c3d4;
  private static final int SNAPLEN = 262_144;
  private static final int RAW_IP = 101;
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final int TCP = 6;

  /** How much of a stream is in a packet; an IP packet has at most 65,535 bytes. */
  private static final int SEGMENT = 61_440;

  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int PSH = 0x08;
  private static final int ACK = 0x10;

  private final RecordFile file;

  /** The streams that have not ended, because no two may have the same ends. */
  private final Set<Ends> streams = new HashSet<>();

  /** Two IP addresses of one family, and ports. */
  private record Ends(Bytes dialer, int dialerPort, Bytes listener, int listenerPort) {

    Ends withNextPort() {
      return new Ends(dialer, (dialerPort + 1) & 0xffff, listener, listenerPort);
    }
  }

  PcapFile(Path path) throws IOException {
    file = new RecordFile(path);
    ByteBuffer header = ByteBuffer.allocate(FILE_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    header.putInt(SNAPLEN).putInt(RAW_IP);
    file.add(header.flip());
    file.flush();
  }

  @Override
  public long overhead() {
    return FILE_HEADER;
  }

  @Override
  public CaptureForm.Session session(Parties parties) {
    return new Session(parties, ends(parties));
  }

  private Ends ends(Parties parties) {
    Endpoint dialer = parties.inbound() ? parties.remote() : parties.local();
    Endpoint listener = parties.inbound() ? parties.local() : parties.remote();
    Bytes from = ip(dialer);
    Bytes to = ip(listener);
    boolean both4 = from.length() == 4 && to.length() == 4;
    from = both4 ? from : to6(from);
    to = both4 ? to : to6(to);
    return new Ends(from, dialer.port(), to, listener.port());
  }

  private static Bytes ip(Endpoint endpoint) {
    try {
      Bytes address = NetworkAddress.parse(endpoint.host()).bytes();
      if (address.length() == 4 || address.length() == 16) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // A DNS name.
    }
    byte[] name = endpoint.host().getBytes(StandardCharsets.UTF_8);
    byte[] example = Arrays.copyOf(Hash.sha256d(Bytes.wrap(name)).toArray(), 16);
    example[0] = 0x20;
    example[1] = 0x01;
    example[2] = 0x0d;
    example[3] = (byte) 0xb8;
    return Bytes.wrap(example);
  }

  private static Bytes to6(Bytes address) {
    if (address.length() == 16) {
      return address;
    }
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    address.copyTo(mapped, 12);
    return Bytes.wrap(mapped);
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  private final class Session implements CaptureForm.Session {

    private final Parties parties;
    private Ends ends;

    /** The next sequence number of each side. */
    private int fromDialer;

    private int fromListener;
    private short identification;

    Session(Parties parties, Ends ends) {
      this.parties = parties;
      this.ends = ends;
    }

    @Override
    public long overhead() {
      return 6 * headers();
    }

    private long headers() {
      int ipHeader = ends.dialer().length() == 4 ? IPV4_HEADER : IPV6_HEADER;
      return (long) PACKET_HEADER + ipHeader + TCP_HEADER;
    }

    @Override
    public void open(Instant time) {
      while (!streams.add(ends)) {
        // Only connections in memory have the same ends as others.
        ends = ends.withNextPort();
      }
      packet(time, true, SYN, Bytes.EMPTY);
      fromDialer++;
      packet(time, false, SYN | ACK, Bytes.EMPTY);
      fromListener++;
      packet(time, true, ACK, Bytes.EMPTY);
    }

    @Override
    public long size(Passed message) {
      int frame = EncodedMessage.HEADER_LENGTH + message.payload().length();
      return frame + Math.ceilDiv(frame, SEGMENT) * headers();
    }

    @Override
    public void add(Passed message) {
      boolean byDialer = (message.direction() == Transfer.Direction.SENT) != parties.inbound();
      advance(byDialer, message.gap());
      Bytes frame = frame(message);
      for (int at = 0; at < frame.length(); at += SEGMENT) {
        Bytes segment = frame.slice(at, Math.min(SEGMENT, frame.length() - at));
        packet(message.time(), byDialer, PSH | ACK, segment);
        advance(byDialer, segment.length());
      }
    }

    private void advance(boolean dialer, long bytes) {
      if (dialer) {
        fromDialer += (int) bytes;
      } else {
        fromListener += (int) bytes;
      }
    }

    private Bytes frame(Passed message) {
      String command = message.command().isEmpty() ? "?" : message.command();
      byte[] frame =
          EncodedMessage.of(
                  parties.network(),
                  new UnknownMessage(command, message.payload()),
                  WireFormat.witness(parties.network().latestVersion()))
              .frame()
              .toArray();
      if (message.damaged()) {
        for (int i = EncodedMessage.HEADER_LENGTH - 4; i < EncodedMessage.HEADER_LENGTH; i++) {
          frame[i] = (byte) ~frame[i];
        }
      }
      return Bytes.wrap(frame);
    }

    @Override
    public void end(Instant time) {
      packet(time, true, FIN | ACK, Bytes.EMPTY);
      fromDialer++;
      packet(time, false, FIN | ACK, Bytes.EMPTY);
      fromListener++;
      packet(time, true, ACK, Bytes.EMPTY);
      streams.remove(ends);
    }

    private void packet(Instant time, boolean byDialer, int flags, Bytes data) {
      Bytes from = byDialer ? ends.dialer() : ends.listener();
      Bytes to = byDialer ? ends.listener() : ends.dialer();
      int ipHeader = from.length() == 4 ? IPV4_HEADER : IPV6_HEADER;
      int length = ipHeader + TCP_HEADER + data.length();
      ByteBuffer record =
          ByteBuffer.allocate(PACKET_HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
      record.putInt((int) time.getEpochSecond()).putInt(time.getNano() / 1000);
      record.putInt(length).putInt(length);
      ByteBuffer packet = record.slice().order(ByteOrder.BIG_ENDIAN);
      if (from.length() == 4) {
        ipv4(packet, from, to, length);
      } else {
        ipv6(packet, from, to, length - IPV6_HEADER);
      }
      tcp(packet, byDialer, flags);
      packet.put(data.toBuffer());
      int checksum = tcpChecksum(packet, ipHeader, from, to, TCP_HEADER + data.length());
      packet.putShort(ipHeader + 16, (short) checksum);
      file.add(record.rewind());
    }

    private void ipv4(ByteBuffer packet, Bytes from, Bytes to, int length) {
      packet.put((byte) 0x45).put((byte) 0).putShort((short) length);
      packet.putShort(identification++).putShort((short) 0x4000);
      packet.put((byte) 64).put((byte) TCP).putShort((short) 0);
      packet.put(from.toBuffer()).put(to.toBuffer());
      packet.putShort(10, (short) ~fold(sum(packet, 0, IPV4_HEADER)));
    }

    private static void ipv6(ByteBuffer packet, Bytes from, Bytes to, int length) {
      packet.putInt(0x60000000).putShort((short) length).put((byte) TCP).put((byte) 64);
      packet.put(from.toBuffer()).put(to.toBuffer());
    }

    private void tcp(ByteBuffer packet, boolean byDialer, int flags) {
      boolean acknowledges = (flags & ACK) != 0;
      packet.putShort((short) (byDialer ? ends.dialerPort() : ends.listenerPort()));
      packet.putShort((short) (byDialer ? ends.listenerPort() : ends.dialerPort()));
      packet.putInt(byDialer ? fromDialer : fromListener);
      packet.putInt(!acknowledges ? 0 : byDialer ? fromListener : fromDialer);
      packet.put((byte) ((TCP_HEADER / 4) << 4)).put((byte) flags).putShort((short) 0xffff);
      packet.putShort((short) 0).putShort((short) 0);
    }

    /** Over the segment and a header that is not there, see RFC 9293, section 3.1. */
    private static int tcpChecksum(ByteBuffer packet, int at, Bytes from, Bytes to, int length) {
      long pseudo = sum(from.toBuffer(), 0, from.length()) + sum(to.toBuffer(), 0, to.length());
      return ~fold(pseudo + TCP + length + sum(packet, at, length));
    }

    private static long sum(ByteBuffer buffer, int at, int length) {
      long sum = 0;
      for (int i = at; i + 1 < at + length; i += 2) {
        sum += buffer.getShort(i) & 0xffff;
      }
      return length % 2 == 0 ? sum : sum + ((buffer.get(at + length - 1) & 0xff) << 8);
    }

    private static int fold(long sum) {
      long folded = sum;
      while (folded > 0xffff) {
        folded = (folded & 0xffff) + (folded >>> 16);
      }
      return (int) folded;
    }
  }
}
