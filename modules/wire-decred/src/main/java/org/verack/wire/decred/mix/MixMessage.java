package org.verack.wire.decred.mix;

import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.codec.PayloadWriter;
import org.verack.wire.decred.hash.Blake256;

/**
 * A message for mixing coins: signed by the identity of who takes part, and announced by the hash
 * of its payload.
 *
 * {@snippet :
 * MixMessage message = DecredArbitraries.sample(MixPairReq.class, 1);
 * Inv news = Inv.of(InventoryVector.mix(message.hash())); // how nodes relay it
 * assert news.items().getFirst().trickles();
 * Bytes payload = network.messages().encode(message, format);
 * Bytes signed = message.signedData(); // what a program verifies its signature over
 * assert signed.length() == 1 + "mixpairreq-sig".length() + payload.length() - 64;
 * }
 */
public sealed interface MixMessage extends Message permits MixPairReq, MixSessionMessage {

  /** The length of a signature in bytes. */
  int SIGNATURE_LENGTH = 64;

  /** The length of an identity, which is a public key, in bytes. */
  int IDENTITY_LENGTH = 33;

  /**
   * Returns the signature.
   *
   * @return 64 bytes, which nobody has checked
   */
  Bytes signature();

  /**
   * Returns who sent the message.
   *
   * @return the 33 bytes of a public key, which nobody has checked
   */
  Bytes identity();

  /**
   * Computes the hash under which the message is announced and asked for.
   *
   * @return the BLAKE-256 of its payload, computed at each call
   * @throws org.verack.wire.EncodeException if the message is over a limit, which one that was
   *     received is not
   */
  default Hash hash() {
    return Blake256.hash(MixCodec.serialize(this));
  }

  /**
   * Returns what the signature is made of.
   *
   * @return the command and {@code "-sig"} with a length before them, and the payload without its
   *     signature
   * @throws org.verack.wire.EncodeException if the message is over a limit, which one that was
   *     received is not
   */
  default Bytes signedData() {
    Bytes payload = MixCodec.serialize(this);
    String tag = command() + "-sig";
    int rest = payload.length() - SIGNATURE_LENGTH;
    PayloadWriter out = new PayloadWriter(1 + tag.length() + rest);
    out.writeVarString("tag", tag, tag.length());
    out.writeBytes(payload.slice(SIGNATURE_LENGTH, rest));
    return out.finish();
  }
}
