package org.verack.cli;

/** A command was given values that it cannot work with, found out after parsing. */
final class WrongUse extends Exception {

  private static final long serialVersionUID = 1L;

  WrongUse(String reason) {
    super(reason);
  }
}
