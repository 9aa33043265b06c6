package org.verack.wire.kaspa.message;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.random.RandomGenerator;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.MessageType;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;
import org.verack.wire.codec.CompactSize;
import org.verack.wire.codec.PayloadCodec;
import org.verack.wire.codec.PayloadReader;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.message.NodeAddress;

/**
 * Tells addresses of nodes.
 *
 * <p>More than {@value #MAX_ADDRESSES} are a violation when read and cannot be written.
 *
 * {@snippet :
 * var where = new NodeAddress(KaspaServices.NETWORK, NetworkAddress.parse("203.0.113.7"), 16111);
 * List<TimedAddress> known = Collections.nCopies(5_000, new TimedAddress(0, where));
 * Addr some = Addr.sample(AddressScope.FULL_NODES, known, new Random(1)); // as many as fit
 * assert some.addresses().size() == Addr.MAX_ADDRESSES;
 * }
 *
 * @param scope of which nodes they are
 * @param addresses the addresses; of a received message a view with random access, whose entries
 *     are made anew at each look
 */
public record Addr(AddressScope scope, List<TimedAddress> addresses) implements Message {

  /** The most addresses. */
  public static final int MAX_ADDRESSES = 1000;

  /** One address too many is a violation; a tighter limit would make it a mere payload fault. */
  private static final int ANY_PAYLOAD = 4_000_000;

  /** The command, the codec and the limits. */
  public static final MessageType<Addr> TYPE =
      MessageType.of("addr", Addr.class, new Codec(), ANY_PAYLOAD);

  /** Copies the list. */
  public Addr {
    Objects.requireNonNull(scope, "scope");
    addresses = addresses instanceof View ? addresses : List.copyOf(addresses);
  }

  /**
   * Makes a message of at most as many addresses as it can carry. As kaspad does, it may be empty.
   *
   * @param scope of which nodes the addresses are
   * @param known the addresses
   * @param random chooses among more than {@value #MAX_ADDRESSES}
   * @return the message, the addresses in their order unless there were too many
   */
  public static Addr sample(AddressScope scope, List<TimedAddress> known, RandomGenerator random) {
    if (known.size() <= MAX_ADDRESSES) {
      return new Addr(scope, known);
    }
    // The first steps of a Fisher-Yates shuffle: every subset is as likely as any other.
    List<TimedAddress> shuffled = new ArrayList<>(known);
    for (int i = 0; i < MAX_ADDRESSES; i++) {
      int other = random.nextInt(i, shuffled.size());
      TimedAddress drawn = shuffled.get(other);
      shuffled.set(other, shuffled.get(i));
      shuffled.set(i, drawn);
    }
    return new Addr(scope, shuffled.subList(0, MAX_ADDRESSES));
  }

  @Override
  public String command() {
    return "addr";
  }

  @Override
  public String toString() {
    int count = addresses.size();
    return "addr, " + count + (count == 1 ? " address of " : " addresses of ") + scope;
  }

  private static final class View extends AbstractList<TimedAddress> implements RandomAccess {

    private final Bytes bytes;

    View(Bytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public TimedAddress get(int index) {
      Objects.checkIndex(index, size());
      Bytes entry = bytes.slice(index * TimedAddress.SIZE, TimedAddress.SIZE);
      PayloadReader in = PayloadReader.over(entry);
      try {
        return new TimedAddress(in.readI64("time"), NodeAddress.read(in, "address"));
      } catch (PayloadException e) {
        throw new IllegalStateException("an address that is complete does not decode", e);
      }
    }

    @Override
    public int size() {
      return bytes.length() / TimedAddress.SIZE;
    }
  }

  private static final class Codec implements PayloadCodec<Addr> {

    @Override
    public Addr decode(PayloadReader in, WireFormat format)
        throws PayloadException, ViolationException {
      AddressScope scope = AddressScope.read(in);
      int count = in.readCountOrViolation("addresses", MAX_ADDRESSES, TimedAddress.SIZE);
      return new Addr(scope, new View(in.readBytes(count * TimedAddress.SIZE)));
    }

    @Override
    public int size(Addr message, WireFormat format) {
      int count = message.addresses.size();
      return message.scope.size()
          + CompactSize.size(count)
          + Math.multiplyExact(count, TimedAddress.SIZE);
    }

    @Override
    public void encode(Addr message, PayloadWriter out, WireFormat format) {
      message.scope.write(out);
      out.writeCount("addresses", message.addresses.size(), MAX_ADDRESSES);
      if (message.addresses instanceof View view) {
        out.writeBytes(view.bytes);
        return;
      }
      for (TimedAddress each : message.addresses) {
        out.writeI64(each.timestamp());
        each.node().write(out);
      }
    }
  }
}
