package org.verack.wire.role;

import org.verack.wire.Message;

/**
 * A message by which a peer that did not want transactions announced asks for it after all (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0037.mediawiki">BIP 37</a>): {@code
 * filterload}, {@code filterclear}.
 *
 * {@snippet :
 * List<Message> said = List.of(GetAddr.INSTANCE, FilterClear.INSTANCE);
 *
 * // After the second of these a peer that had said relay = false is told of transactions.
 * assert !(said.get(0) instanceof RelayMessage) && said.get(1) instanceof RelayMessage;
 * }
 */
public interface RelayMessage extends Message {}
