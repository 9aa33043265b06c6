package org.verack.wire.codec;

import org.jspecify.annotations.Nullable;
import org.verack.wire.Bytes;
import org.verack.wire.Message;
import org.verack.wire.PayloadException;
import org.verack.wire.ViolationException;
import org.verack.wire.WireFormat;

/** Reads and writes as another codec does at one protocol version. */
record FixedVersionCodec<M extends Message>(PayloadCodec<M> codec, int protocolVersion)
    implements PayloadCodec<M> {

  private WireFormat fixed(WireFormat format) {
    return new WireFormat(protocolVersion, format.witness());
  }

  @Override
  public M decode(PayloadReader in, WireFormat format) throws PayloadException, ViolationException {
    return codec.decode(in, fixed(format));
  }

  @Override
  public int size(M message, WireFormat format) {
    return codec.size(message, fixed(format));
  }

  @Override
  public void encode(M message, PayloadWriter out, WireFormat format) {
    codec.encode(message, out, fixed(format));
  }

  @Override
  public Bytes payload(M message, WireFormat format) {
    return codec.payload(message, fixed(format));
  }

  @Override
  public @Nullable VerifiedChecksum knownChecksum(M message, WireFormat format) {
    return codec.knownChecksum(message, fixed(format));
  }
}
