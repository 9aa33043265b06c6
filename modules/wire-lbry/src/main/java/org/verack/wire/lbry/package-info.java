/**
 * The networks of LBRY, as lbcd speaks on them: {@link org.verack.wire.lbry.LbryNetworks}.
 *
 * {@snippet :
 * PeerConfig config = PeerConfig.of(LbryNetworks.MAINNET);
 * assert config.encryption() == PeerConfig.Encryption.OFF; // the network has none
 * assert config.minimumVersion() == LbryNetworks.MINIMUM_VERSION;
 * }
 */
@NullMarked
package org.verack.wire.lbry;

import org.jspecify.annotations.NullMarked;
