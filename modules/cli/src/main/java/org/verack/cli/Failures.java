package org.verack.cli;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Exceptions as the one line that a user sees. */
final class Failures {

  private Failures() {}

  /** Says in one line what went wrong. */
  static String describe(Throwable fault) {
    return oneLine(
        switch (fault) {
          case CommandFailure e -> text(e);
          case ExecutionException e when e.getCause() != null -> describe(e.getCause());
          case NoSuchFileException e -> "no such file: " + e.getFile();
          case AccessDeniedException e -> "access denied: " + e.getFile();
          case FileSystemException e -> text(e);
          case UnknownHostException e -> text(e);
          case IOException e -> text(e);
          case InterruptedException e -> "interrupted";
          default -> "unexpected fault, --debug shows where: " + fault;
        });
  }

  private static String text(Throwable fault) {
    @Nullable String message = fault.getMessage();
    return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
  }

  /** Makes one line of a text. */
  static String oneLine(String text) {
    return text.strip().replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", ", ");
  }
}
