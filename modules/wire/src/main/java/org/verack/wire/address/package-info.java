/**
 * Addresses of nodes on all the networks that peers tell each other about (<a
 * href="https://github.com/bitcoin/bips/blob/master/bip-0155.mediawiki">BIP 155</a>).
 *
 * {@snippet :
 * List<NetworkAddress> known =
 *     Stream.of("8.8.8.8", "10.0.0.1", "6hzph5hv6337r6p2.onion", "fc00:1:2:3:4:5:6:7")
 *         .map(NetworkAddress::parse)
 *         .toList();
 * List<NetworkAddress> dialable =
 *     known.stream().filter(each -> each.isValid() && each.isRoutable()).toList();
 * assert dialable.equals(List.of(known.get(0), known.get(3)));
 * }
 *
 * <table>
 * <caption>The networks</caption>
 * <tr><th>network</th><th>number</th><th>bytes</th><th>in {@code addr} and {@code version},
 *     too</th></tr>
 * <tr><td>{@link org.verack.wire.address.IPv4Address}</td><td>1</td><td>4</td><td>yes</td></tr>
 * <tr><td>{@link org.verack.wire.address.IPv6Address}</td><td>2</td><td>16</td><td>yes</td></tr>
 * <tr><td>{@link org.verack.wire.address.TorV2Address}</td><td>3</td><td>10</td><td>yes; no
 *     longer in use</td></tr>
 * <tr><td>{@link org.verack.wire.address.TorV3Address}</td><td>4</td><td>32</td><td>no</td></tr>
 * <tr><td>{@link org.verack.wire.address.I2pAddress}</td><td>5</td><td>32</td><td>no</td></tr>
 * <tr><td>{@link org.verack.wire.address.CjdnsAddress}</td><td>6</td><td>16</td><td>no</td></tr>
 * <tr><td>{@link
 *     org.verack.wire.address.YggdrasilAddress}</td><td>7</td><td>16</td><td>no</td></tr>
 * <tr><td>{@link org.verack.wire.address.OpaqueAddress}</td><td>any other</td><td>up to
 *     512</td><td>no</td></tr>
 * </table>
 *
 * <p>All types are immutable and safe for use from any thread. Nothing blocks: no name is ever
 * resolved. Text or bytes that are no address are an {@link java.lang.IllegalArgumentException}.
 */
@NullMarked
package org.verack.wire.address;

import org.jspecify.annotations.NullMarked;
