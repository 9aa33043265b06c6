/**
 * Filters that tell which transactions or blocks concern someone: bloom filters, which a light
 * client gives to a node (BIP 37), and compact block filters, which a node gives to a light client
 * (BIP 157 and 158).
 */
@NullMarked
package org.verack.wire.filter;

import org.jspecify.annotations.NullMarked;
