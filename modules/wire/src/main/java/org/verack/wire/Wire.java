package org.verack.wire;

/** A placeholder, so that the module has something to export. */
public final class Wire {

  private Wire() {}
}
