package org.verack.peer.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.verack.peer.Transfer;
import org.verack.wire.Command;

/**
 * The form of Bitcoin Core's {@code -capturemessages}: a folder for each connection, in it {@code
 * msgs_recv.dat} and {@code msgs_sent.dat}. A record is the time in microseconds (8 bytes), the
 * command (12), the length of the payload (4) and the payload; numbers are little-endian.
 */
final class CoreFolder implements CaptureForm {

  static final int HEADER = 8 + Command.LENGTH + 4;

  /** What a folder and two files cost a disk besides their content. */
  private static final int FOLDER = 3 * 4096;

  private final Path folder;
  private final Set<RecordFile> changed = new LinkedHashSet<>();

  CoreFolder(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  @Override
  public long overhead() {
    return 0;
  }

  @Override
  public CaptureForm.Session session(Parties parties) {
    return new Session(parties.remote().toString().replaceAll("[^A-Za-z0-9.]", "_"));
  }

  /** A peer that connects again gets a folder of its own, as does one of an earlier run. */
  private Path newFolder(String name) throws IOException {
    for (int number = 1; ; number++) {
      try {
        return Files.createDirectory(folder.resolve(number == 1 ? name : name + "-" + number));
      } catch (FileAlreadyExistsException e) {
        // Somebody's; the next number may be free.
      }
    }
  }

  @Override
  public void flush() throws IOException {
    for (RecordFile each : changed) {
      each.flush();
    }
    changed.clear();
  }

  private final class Session implements CaptureForm.Session {

    private final String name;
    private Path place = folder;
    private @Nullable RecordFile received;
    private @Nullable RecordFile sent;

    Session(String name) {
      this.name = name;
    }

    @Override
    public long overhead() {
      return FOLDER;
    }

    @Override
    public void open(Instant time) throws IOException {
      place = newFolder(name);
    }

    @Override
    public long size(Passed message) {
      // Bitcoin Core does not see messages whose frame is unsound, and the form cannot say so.
      return message.damaged() ? 0 : HEADER + message.payload().length();
    }

    @Override
    public void add(Passed message) throws IOException {
      RecordFile file = file(message.direction());
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      header.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, message.time()));
      byte[] command = new byte[Command.LENGTH];
      Command.write(message.command(), command, 0);
      header.put(command);
      header.putInt(message.payload().length());
      file.add(header.flip());
      file.add(message.payload().toBuffer());
      changed.add(file);
    }

    private RecordFile file(Transfer.Direction direction) throws IOException {
      RecordFile file = direction == Transfer.Direction.RECEIVED ? received : sent;
      if (file == null) {
        if (direction == Transfer.Direction.RECEIVED) {
          file = new RecordFile(place.resolve("msgs_recv.dat"));
          received = file;
        } else {
          file = new RecordFile(place.resolve("msgs_sent.dat"));
          sent = file;
        }
      }
      return file;
    }

    @Override
    public void end(Instant time) {
      // The form has no place for it.
    }
  }
}
