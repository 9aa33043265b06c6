/** A library whose own API mentions Verack's types. */
module com.example.chainview {
  // Transitive, because users of this library meet its types in our methods. Brings
  // org.verack.wire along.
  requires transitive org.verack.peer;

  exports com.example.chainview;
}
