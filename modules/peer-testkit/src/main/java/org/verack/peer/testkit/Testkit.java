package org.verack.peer.testkit;

/** A placeholder, so that the module has something to export. */
public final class Testkit {

  private Testkit() {}
}
