package org.verack.peer;

/** A placeholder, so that the module has something to export. */
public final class Peers {

  private Peers() {}
}
