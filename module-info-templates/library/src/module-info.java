/** A library whose own API mentions Verack's types. */
module com.example.chainview {
  // Transitive, because users of this library meet these types in its methods.
  requires transitive org.verack.wire;

  exports com.example.chainview;
}
