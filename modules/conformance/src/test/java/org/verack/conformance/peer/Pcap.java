package org.verack.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a packet capture of raw IP packets with TCP in them, by the descriptions of the formats
 * (libpcap's savefile, RFC 791, 8200, 9293), and checks every length and checksum on the way.
 */
final class Pcap {

  static final int FIN = 1;
  static final int SYN = 2;
  static final int ACK = 16;

  /** One packet. */
  record Packet(
      Instant time,
      String from,
      int fromPort,
      String to,
      int toPort,
      int flags,
      long sequence,
      long acknowledged,
      byte[] data) {

    String way() {
      return from + " " + fromPort + " > " + to + " " + toPort;
    }
  }

  private Pcap() {}

  static List<Packet> packets(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(in.getInt()).as("magic").isEqualTo(0xa1b2c3d4);
    assertThat(in.getShort()).as("major version").isEqualTo((short) 2);
    assertThat(in.getShort()).as("minor version").isEqualTo((short) 4);
    in.getLong();
    int longest = in.getInt();
    assertThat(in.getInt()).as("link type raw IP").isEqualTo(101);
    List<Packet> packets = new ArrayList<>();
    while (in.hasRemaining()) {
      Instant time =
          Instant.ofEpochSecond(in.getInt() & 0xffffffffL).plusNanos(1000L * in.getInt());
      int length = in.getInt();
      assertThat(in.getInt()).as("length on the line").isEqualTo(length);
      assertThat(length).isLessThanOrEqualTo(longest).isLessThanOrEqualTo(65535);
      packets.add(packet(time, in.slice(in.position(), length)));
      in.position(in.position() + length);
    }
    return packets;
  }

  private static Packet packet(Instant time, ByteBuffer ip) throws IOException {
    ip.order(ByteOrder.BIG_ENDIAN);
    int version = ip.get(0) >> 4;
    int header;
    byte[] from;
    byte[] to;
    if (version == 4) {
      header = (ip.get(0) & 15) * 4;
      assertThat(ip.getShort(2) & 0xffff).as("IPv4 length").isEqualTo(ip.capacity());
      assertThat(ip.get(9)).as("protocol").isEqualTo((byte) 6);
      assertThat(onesComplement(bytes(ip, 0, header))).as("IPv4 checksum").isEqualTo(0xffff);
      from = bytes(ip, 12, 4);
      to = bytes(ip, 16, 4);
    } else {
      assertThat(version).isEqualTo(6);
      header = 40;
      assertThat(ip.getShort(4) & 0xffff).as("IPv6 length").isEqualTo(ip.capacity() - 40);
      assertThat(ip.get(6)).as("next header").isEqualTo((byte) 6);
      from = bytes(ip, 8, 16);
      to = bytes(ip, 24, 16);
    }
    byte[] segment = bytes(ip, header, ip.capacity() - header);
    ByteArrayOutputStream summed = new ByteArrayOutputStream();
    summed.writeBytes(from);
    summed.writeBytes(to);
    summed.writeBytes(ByteBuffer.allocate(8).putInt(segment.length).putInt(6).array());
    summed.writeBytes(segment);
    assertThat(onesComplement(summed.toByteArray())).as("TCP checksum").isEqualTo(0xffff);
    ByteBuffer tcp = ByteBuffer.wrap(segment);
    int dataOffset = (tcp.get(12) >> 4 & 15) * 4;
    return new Packet(
        time,
        InetAddress.getByAddress(from).getHostAddress(),
        tcp.getShort(0) & 0xffff,
        InetAddress.getByAddress(to).getHostAddress(),
        tcp.getShort(2) & 0xffff,
        tcp.get(13),
        tcp.getInt(4) & 0xffffffffL,
        tcp.getInt(8) & 0xffffffffL,
        bytes(tcp, dataOffset, segment.length - dataOffset));
  }

  private static byte[] bytes(ByteBuffer buffer, int at, int length) {
    byte[] bytes = new byte[length];
    buffer.get(at, bytes);
    return bytes;
  }

  private static int onesComplement(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < bytes.length; i++) {
      sum += (bytes[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  /**
   * Puts the streams together again: what each side said. Every byte has to be in its place, and
   * nothing may be acknowledged that the other side has not said.
   */
  static Map<String, byte[]> streams(List<Packet> packets) {
    Map<String, ByteArrayOutputStream> streams = new LinkedHashMap<>();
    Map<String, Long> next = new LinkedHashMap<>();
    for (Packet each : packets) {
      String way = each.way();
      String back = each.to + " " + each.toPort + " > " + each.from + " " + each.fromPort;
      if ((each.flags & SYN) != 0) {
        next.put(way, each.sequence);
      }
      assertThat(each.sequence).as("sequence of " + way).isEqualTo(next.get(way));
      if ((each.flags & ACK) != 0) {
        assertThat(each.acknowledged).as("acknowledged " + way).isEqualTo(next.get(back));
      }
      long flags = (each.flags & (SYN | FIN)) != 0 ? 1 : 0;
      next.put(way, each.sequence + each.data.length + flags);
      streams.computeIfAbsent(way, key -> new ByteArrayOutputStream()).writeBytes(each.data);
    }
    Map<String, byte[]> whole = new LinkedHashMap<>();
    streams.forEach((way, stream) -> whole.put(way, stream.toByteArray()));
    return whole;
  }
}
