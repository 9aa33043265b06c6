package com.example.guide;

import java.util.List;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;

/** A made-up message: how high the water stood, at most 24 times. */
record Tide(List<Integer> levels) implements Message {

  static final int MOST = 24;

  /** Its command, class and codec, and how long its payload is at most. */
  static final MessageType<Tide> TYPE =
      MessageType.of("tide", Tide.class, new Codec(), 1 + 4 * MOST);

  Tide {
    levels = List.copyOf(levels);
  }

  @Override
  public String command() {
    return "tide";
  }

  private static final class Codec implements PayloadCodec<Tide> {

    @Override
    public Tide decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      Integer[] levels = new Integer[in.readCountOrViolation("levels", MOST, Integer.BYTES)];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = in.readI32("level");
      }
      return new Tide(List.of(levels));
    }

    @Override
    public int size(Tide tide, WireFormat format) {
      return 1 + 4 * tide.levels().size();
    }

    @Override
    public void encode(Tide tide, PayloadWriter out, WireFormat format) {
      out.writeCount("levels", tide.levels().size(), MOST);
      tide.levels().forEach(out::writeI32);
    }
  }
}
