package org.verack.wire.codec;

import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.WireFormat;

/** The codec of a message that is nothing but its command. */
record EmptyCodec<M extends Message>(M message, int since) implements PayloadCodec<M> {

  @Override
  public M decode(PayloadReader in, WireFormat format) throws PayloadException {
    Gates.requireOnRead(message.command(), since, format);
    return message;
  }

  @Override
  public int size(M value, WireFormat format) {
    Gates.requireOnWrite(message.command(), since, format);
    return 0;
  }

  @Override
  public void encode(M value, PayloadWriter out, WireFormat format) {
    Gates.requireOnWrite(message.command(), since, format);
  }
}
