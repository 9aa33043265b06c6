package com.example.pebble;

import java.util.zip.CRC32;
import org.verack.wire.BitcoinHandshake;
import org.verack.wire.Bytes;
import org.verack.wire.FrameChecksum;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.MessageSet;
import org.verack.wire.MessageType;
import org.verack.wire.Network;
import org.verack.wire.PayloadException;
import org.verack.wire.ProtocolVersion;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.message.Ping;
import org.verack.wire.message.Pong;
import org.verack.wire.message.Verack;
import org.verack.wire.message.Version;

/** A made-up chain: its own magic, checksum and header, and a message that tells the tip. */
final class Pebble {

  /** A block header of 44 bytes, named by its double SHA-256. */
  record Header(int height, Hash parent, long time) {

    static final int SIZE = 4 + Hash.LENGTH + 8;
    static final Header FIRST = new Header(0, Hash.ZERO, 1_700_000_000);

    Hash hash() {
      PayloadWriter out = new PayloadWriter(SIZE);
      write(out);
      return Hash.sha256d(out.finish());
    }

    void write(PayloadWriter out) {
      out.writeI32(height);
      out.writeHash(parent);
      out.writeI64(time);
    }

    static Header read(PayloadReader in) throws PayloadException {
      return new Header(in.readI32("height"), in.readHash("parent"), in.readI64("time"));
    }
  }

  /** Tells the newest block. */
  record Tip(Header header) implements Message {
    @Override
    public String command() {
      return "tip";
    }
  }

  private record TipCodec() implements PayloadCodec<Tip> {
    @Override
    public Tip decode(PayloadReader in, WireFormat format) throws PayloadException {
      return new Tip(Header.read(in));
    }

    @Override
    public int size(Tip message, WireFormat format) {
      return Header.SIZE;
    }

    @Override
    public void encode(Tip message, PayloadWriter out, WireFormat format) {
      message.header().write(out);
    }
  }

  /** The checksum of a frame: CRC-32, which a network against noise but not malice might take. */
  private record Crc32() implements FrameChecksum {
    @Override
    public Running begin() {
      CRC32 crc = new CRC32();
      return new Running() {
        @Override
        public void update(byte[] array, int offset, int length) {
          crc.update(array, offset, length);
        }

        @Override
        public int finish() {
          int value = (int) crc.getValue();
          crc.reset();
          return value;
        }
      };
    }
  }

  /** The network. Versions, pings and the order of the handshake are Bitcoin's. */
  static final Network NETWORK =
      Network.builder("pebble")
          .magic(0x4c424550)
          .port(7070)
          .checksum(new Crc32())
          .maxPayload(1_000)
          .versions(ProtocolVersion.BLOOM, ProtocolVersion.BLOOM)
          .genesis(Header.FIRST.hash(), Bytes.EMPTY)
          .unknownCommands(Network.UnknownCommands.END_THE_CONNECTION)
          .handshake(BitcoinHandshake.STRICT)
          .messages(
              MessageSet.of(
                  Version.TYPE,
                  Verack.TYPE,
                  Ping.TYPE,
                  Pong.TYPE,
                  MessageType.of("tip", Tip.class, new TipCodec(), Header.SIZE)))
          .build();
}
