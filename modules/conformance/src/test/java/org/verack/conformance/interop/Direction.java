package org.verack.conformance.interop;

/** Who opens the connection. */
public enum Direction {
  /** The other implementation asks, we serve. */
  IT_DIALS_US("it dials us"),

  /** We ask, the other implementation serves. */
  WE_DIAL_IT("we dial it");

  private final String title;

  Direction(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
