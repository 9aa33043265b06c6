package com.example.monitor;

import org.verack.peer.Peers;
import org.verack.wire.Wire;

/** A placeholder that proves where the library's classes come from. */
public final class Monitor {

  private Monitor() {}

  /** Prints the modules in use. */
  public static void main(String[] arguments) {
    System.out.println(Wire.class.getModule().getName());
    System.out.println(Peers.class.getModule().getName());
  }
}
