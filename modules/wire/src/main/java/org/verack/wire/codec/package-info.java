/**
 * What a message's codec is written against: a reader that checks every count and length before
 * anything is allocated, and a writer of exactly known size.
 *
 * {@snippet :
 * PayloadWriter out = new PayloadWriter(CompactSize.size(2) + 2 * Hash.LENGTH);
 * out.writeCount("hashes", 2, 1_000); // over the limit it would be an EncodeException
 * out.writeHash(hash);
 * out.writeHash(Hash.ZERO);
 *
 * PayloadReader in = PayloadReader.over(out.finish());
 * int count = in.readCount("hashes", 1_000, Hash.LENGTH); // the bytes for two are there
 * assert HashList.read(in, count).equals(List.of(hash, Hash.ZERO));
 * in.expectEnd("hashes");
 * }
 *
 * <p>How the parts come together is shown by {@link org.verack.wire.MessageType}. Codecs are
 * stateless and safe for use from any thread; readers and writers are for one thread. Nothing
 * blocks. What a remote sent wrongly is a {@link org.verack.wire.PayloadException}, or a {@link
 * org.verack.wire.ViolationException} where every policy disconnects; what we would send wrongly an
 * {@link org.verack.wire.EncodeException}.
 */
@NullMarked
package org.verack.wire.codec;

import org.jspecify.annotations.NullMarked;
