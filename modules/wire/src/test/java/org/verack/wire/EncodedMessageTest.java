package org.verack.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EncodedMessageTest {

  @Test
  void aLargeMessageIsHashedOnceHoweverManyWritersAskAtTheSameTime() throws Exception {
    AtomicInteger hashed = new AtomicInteger();
    FrameChecksum counting =
        new FrameChecksum() {
          @Override
          public Running begin() {
            return FrameChecksum.sha256d().begin();
          }

          @Override
          public int of(byte[] array, int offset, int length) {
            hashed.incrementAndGet();
            return FrameChecksum.sha256d().of(array, offset, length);
          }
        };
    Network network = Networks.REGTEST.toBuilder().checksum(counting).build();
    UnknownMessage message = new UnknownMessage("large", Bytes.wrap(new byte[1_000_000]));
    for (int i = 0; i < 20; i++) {
      hashed.set(0);
      EncodedMessage encoded = network.encode(message, WireFormat.witness(70017));
      List<Future<Bytes>> headers = new ArrayList<>();
      try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
        for (int j = 0; j < 8; j++) {
          headers.add(writers.submit(encoded::header));
        }
      }
      assertThat(hashed).hasValue(1);
      for (Future<Bytes> each : headers) {
        assertThat(each.get())
            .isEqualTo(Networks.REGTEST.encode(message, WireFormat.witness(70017)).header());
      }
    }
  }
}
