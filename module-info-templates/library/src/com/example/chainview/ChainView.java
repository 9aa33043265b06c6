package com.example.chainview;

import org.verack.wire.Wire;

/** A placeholder whose API mentions a type of the wire module. */
public final class ChainView {

  private ChainView() {}

  /** Returns a type of the wire module. */
  public static Class<Wire> type() {
    return Wire.class;
  }

  /** Prints the module of that type. */
  public static void main(String[] arguments) {
    System.out.println(type().getModule().getName());
  }
}
