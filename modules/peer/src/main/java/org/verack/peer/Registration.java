package org.verack.peer;

/** Something that was registered and can be taken back. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  /** Takes it back. What is being handled at the moment is finished. */
  @Override
  void close();
}
