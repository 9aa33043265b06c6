package org.verack.benchmarks.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.verack.peer.PeerContext;

/** Carries out attacks, in a JVM of its own. */
public final class Attackers {

  private Attackers() {}

  /**
   * Reads lines from standard input, each with an attack, the victim's port and milliseconds;
   * answers with the port to dial, if the victim dials, and then with what was sent.
   *
   * @param arguments none
   * @throws Exception if something cannot be done
   */
  public static void main(String[] arguments) throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (PeerContext context = PeerContext.create()) {
      String line;
      while ((line = commands.readLine()) != null) {
        String[] words = line.split(" ", -1);
        carryOut(
            Assaults.named(words[0]),
            Integer.parseInt(words[1]),
            Long.parseLong(words[2]),
            context,
            commands);
      }
    }
    System.exit(0);
  }

  private static void carryOut(
      Assault assault, int port, long millis, PeerContext context, BufferedReader commands)
      throws Exception {
    @Nullable ServerSocket server =
        assault.dialed() ? new ServerSocket(0, 50, InetAddress.getLoopbackAddress()) : null;
    if (server != null) {
      System.out.println("listening " + server.getLocalPort());
    }
    Raid raid = new Raid(port, server, context, millis);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < assault.connections(); i++) {
      threads.add(Thread.ofPlatform().daemon().start(() -> repeat(assault, raid)));
    }
    // What blocks because the victim takes no more is ended by closing.
    Thread.sleep(millis);
    System.out.println("over");
    // The victim is looked at before anybody hangs up.
    String unused = commands.readLine();
    raid.close();
    for (Thread thread : threads) {
      thread.join(5000);
    }
    System.out.println("sent " + raid.bytes() + " " + raid.connections());
  }

  private static void repeat(Assault assault, Raid raid) {
    while (raid.goesOn()) {
      try {
        assault.action().run(raid);
      } catch (IOException e) {
        // The victim has had enough of this connection; the next one follows.
        Thread.onSpinWait();
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
