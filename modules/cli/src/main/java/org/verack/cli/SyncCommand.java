package org.verack.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.RemoteText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Fetches the chain of a node. */
@Command(
    name = "sync",
    description = {
      "Fetches the chain of a node: headers, with --blocks also blocks. Checks proof of work,"
          + " links, merkle roots and witness commitments; keeps nothing."
    },
    sortOptions = false)
final class SyncCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private TargetOptions target = new TargetOptions();

  @Option(names = "--blocks", description = "Fetch the blocks, too.")
  private boolean blocks;

  @Option(
      names = "--from",
      paramLabel = "HASH",
      converter = HashConverter.class,
      description = "Begin after this block; default: the first block of the network.")
  private @Nullable Hash from;

  SyncCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure, WrongUse {
    try (Session session = target.open()) {
      terminal.print(
          session.endpoint()
              + ", "
              + target.network().name()
              + ": "
              + PeerReport.inShort(session.peer().stats(), session.peer().negotiation()));
      Hash base = from == null ? target.network().genesisHash() : from;
      try {
        new Synchronization(terminal, session, target.network()).run(base, blocks);
      } catch (IOException e) {
        throw session.fault(e);
      }
    }
    return 0;
  }

  /** Reads a hash as explorers show it. */
  static final class HashConverter implements ITypeConverter<Hash> {
    @Override
    public Hash convert(String text) {
      try {
        return Hash.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "expected the 64 hexadecimal digits of a block's hash, not "
                + RemoteText.escape(text, 80));
      }
    }
  }
}
