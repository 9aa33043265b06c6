package org.verack.wire.role;

import org.verack.wire.Message;

/**
 * A message by which a peer that did not want transactions announced asks for it after all (BIP
 * 37): {@code filterload}, {@code filterclear}.
 */
public interface RelayMessage extends Message {}
