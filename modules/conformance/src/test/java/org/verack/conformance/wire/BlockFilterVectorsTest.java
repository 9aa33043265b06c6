package org.verack.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.verack.wire.Bytes;
import org.verack.wire.Hash;
import org.verack.wire.PayloadException;
import org.verack.wire.chain.Block;
import org.verack.wire.chain.OutputCursor;
import org.verack.wire.filter.BlockFilter;
import org.verack.wire.filter.FilterHeaders;
import org.verack.wire.message.CFHeaders;

/** The block filters of BIP 158 and those of Bitcoin Core's tests. */
class BlockFilterVectorsTest {

  private record Row(
      int height,
      Hash hash,
      Block block,
      List<Bytes> previousScripts,
      Hash previousHeader,
      Bytes filter,
      Hash header,
      String note) {

    static Row of(JsonArray row) throws PayloadException {
      List<Bytes> scripts = new ArrayList<>();
      for (JsonElement each : row.get(3).getAsJsonArray()) {
        scripts.add(Bytes.ofHex(each.getAsString()));
      }
      return new Row(
          row.get(0).getAsInt(),
          Hash.of(row.get(1).getAsString()),
          Block.parse(Bytes.ofHex(row.get(2).getAsString())),
          scripts,
          Hash.of(row.get(4).getAsString()),
          Bytes.ofHex(row.get(5).getAsString()),
          Hash.of(row.get(6).getAsString()),
          row.get(7).getAsString());
    }

    @Override
    public String toString() {
      return "block " + height + (note.isEmpty() ? "" : ": " + note);
    }
  }

  @TestFactory
  Stream<DynamicTest> ofTheBip() throws Exception {
    return tests("bip158/testnet-19.json");
  }

  @TestFactory
  Stream<DynamicTest> ofBitcoinCore() throws Exception {
    return tests("bip158/blockfilters.json");
  }

  private static Stream<DynamicTest> tests(String file) throws Exception {
    String text = Files.readString(Vectors.file("vectors/" + file));
    JsonArray rows = JsonParser.parseString(text).getAsJsonArray();
    List<Row> vectors = new ArrayList<>();
    // The first row names the columns.
    for (int i = 1; i < rows.size(); i++) {
      vectors.add(Row.of(rows.get(i).getAsJsonArray()));
    }
    assertThat(vectors).hasSize(10);
    return vectors.stream()
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
  }

  private static void check(Row row) throws Exception {
    assertThat(row.block().hash()).isEqualTo(row.hash());
    BlockFilter made = BlockFilter.of(row.block(), row.previousScripts());
    assertThat(made.encoded()).isEqualTo(row.filter());
    BlockFilter read = BlockFilter.parse(row.hash(), row.filter());
    assertThat(read).isEqualTo(made);
    assertThat(read.header(row.previousHeader())).isEqualTo(row.header());

    CFHeaders message = new CFHeaders(0, row.hash(), row.previousHeader(), List.of(read.hash()));
    FilterHeaders headers = FilterHeaders.of(message, row.height());
    assertThat(headers.last()).isEqualTo(row.header());
    assertThat(headers.commitsTo(row.height(), read)).isTrue();

    List<Bytes> all = new ArrayList<>(row.previousScripts());
    for (OutputCursor output = row.block().outputCursor(); output.next(); ) {
      all.add(output.script());
    }
    for (Bytes script : all) {
      boolean left = script.isEmpty() || script.get(0) == 0x6a;
      assertThat(read.contains(script)).isEqualTo(!left);
    }
    assertThat(read.containsAny(all)).isEqualTo(read.size() > 0);
    assertThat(read.containsAny(List.of(Bytes.ofHex("00112233")))).isFalse();

    for (int length = 0; length < row.filter().length(); length++) {
      Bytes cut = row.filter().slice(0, length);
      assertThatThrownBy(() -> BlockFilter.parse(row.hash(), cut))
          .isInstanceOf(PayloadException.class);
    }
    Bytes longer = Bytes.ofHex(row.filter().toHex() + "00");
    assertThatThrownBy(() -> BlockFilter.parse(row.hash(), longer))
        .isInstanceOf(PayloadException.class);
  }
}
