package org.verack.conformance.wire;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.verack.wire.Bytes;
import org.verack.wire.Network;
import org.verack.wire.Networks;
import org.verack.wire.TransportException;
import org.verack.wire.WireFormat;
import org.verack.wire.transport.Frame;
import org.verack.wire.transport.V1Transport;

/**
 * Vectors of other implementations: the folder that the system property {@code verack.shared}
 * names, or else a folder {@code shared} beside this one or beside any folder above.
 */
public final class Vectors {

  static final Network NETWORK = Networks.MAINNET;

  /** One vector. */
  public record Vector(JsonObject json) {

    /** A member that is text or a number. */
    public String text(String key) {
      return json.get(key).getAsString();
    }

    /** Whether there is a member. */
    public boolean has(String key) {
      return json.has(key);
    }

    /** A member that is digits. */
    public Bytes bytes(String key) {
      return Bytes.ofHex(text(key));
    }

    /** The command of the message. */
    public String command() {
      return text("command");
    }

    /** The protocol version, and the witness encoding in families that have one. */
    public WireFormat format() {
      boolean witness = has("encoding") && text("encoding").equals("witness");
      return new WireFormat(json.get("pver").getAsInt(), witness);
    }

    /** Names the vector, for the list of tests. */
    @Override
    public String toString() {
      String detail = has("case") ? text("case") : has("note") ? text("note") : "";
      return detail.isEmpty() ? text("id") : text("id") + ": " + detail;
    }
  }

  private Vectors() {}

  /** Finds a file below the folder; ends the test as skipped if there is no such folder. */
  public static Path file(String name) {
    String property = System.getProperty("verack.shared");
    Path root = property != null ? Path.of(property) : search();
    if (root == null || !Files.isDirectory(root)) {
      return abort(
          "no reference vectors: name their folder with -Dverack.shared=, or put it beside the"
              + " repository as \"shared\"");
    }
    return root.resolve(name);
  }

  /** Finds a page that not every such folder has; ends the test as skipped if this has not. */
  public static Path page(String name) {
    Path page = file(name);
    return Files.exists(page) ? page : abort("no " + name + " in the folder of reference vectors");
  }

  private static Path search() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path shared = at.resolve("shared");
      if (Files.isDirectory(shared.resolve("vectors"))) {
        return shared;
      }
    }
    return null;
  }

  /** Reads a file of vectors. */
  public static List<Vector> read(String name) {
    try {
      List<Vector> vectors = new ArrayList<>();
      for (JsonElement each :
          JsonParser.parseString(Files.readString(file("vectors/" + name))).getAsJsonArray()) {
        vectors.add(new Vector(each.getAsJsonObject()));
      }
      return vectors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a connection makes of a stream of bytes that then ends. */
  public record Received(List<Frame> frames, boolean cut) {}

  /** Puts bytes into a fresh connection of Bitcoin's main network. */
  static Received receive(Bytes stream) throws TransportException {
    return receive(NETWORK, stream);
  }

  /** Puts bytes into a fresh connection, in pieces as the transport asks for them. */
  public static Received receive(Network network, Bytes stream) throws TransportException {
    V1Transport transport = new V1Transport(network);
    List<Frame> frames = new ArrayList<>();
    int at = 0;
    while (true) {
      Frame frame = transport.poll();
      if (frame != null) {
        frames.add(frame);
        continue;
      }
      if (at == stream.length()) {
        return new Received(frames, transport.midFrame());
      }
      ByteBuffer input = transport.input();
      int count = Math.min(input.remaining(), stream.length() - at);
      input.put(stream.array(), stream.offset() + at, count);
      at += count;
    }
  }
}
