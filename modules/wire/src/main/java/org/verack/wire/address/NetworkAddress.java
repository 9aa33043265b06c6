package org.verack.wire.address;
public final class NetworkAddress { public static final NetworkAddress UNSPECIFIED = new NetworkAddress(); }
