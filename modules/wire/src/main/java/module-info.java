/** Values, messages, codecs and transports of the Bitcoin peer-to-peer protocol. */
module org.verack.wire {
  requires static transitive org.jspecify;

  exports org.verack.wire;
}
