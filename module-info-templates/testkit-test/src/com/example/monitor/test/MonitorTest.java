package com.example.monitor.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.verack.peer.testkit.pipe.Pipes;

class MonitorTest {

  @Test
  void testkitIsModule() {
    assertTrue(Pipes.class.getModule().isNamed());
  }
}
