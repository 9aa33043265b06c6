package org.verack.wire.request;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.chain.BlockHeader;
import org.verack.wire.message.GetHeaders;
import org.verack.wire.message.Headers;

/**
 * Asks for the headers that follow the newest block of a locator which the peer knows.
 *
 * <p>Answered by a {@code headers} that is empty, or begins right after a block of the locator (or,
 * for an empty locator, is the one header asked for). Other {@code headers} are announcements. The
 * headers of an answer must follow each other. Nodes that have nothing newer, or are still catching
 * up, may keep silent (bcoin, Bitcoin Core); then the pong of the ping behind the question says
 * that there is no answer, which is the same as an empty one.
 */
record HeadersRequest(List<Hash> locator, Hash stop) implements Request<List<BlockHeader>> {

  HeadersRequest {
    locator = List.copyOf(locator);
    if (locator.size() > GetHeaders.CORE_MAX_LOCATOR) {
      throw new IllegalArgumentException(
          "a locator of "
              + locator.size()
              + " hashes, Bitcoin Core allows "
              + GetHeaders.CORE_MAX_LOCATOR);
    }
    if (locator.isEmpty() && stop.isZero()) {
      throw new IllegalArgumentException("an empty locator needs the hash of the one header");
    }
  }

  @Override
  public String name() {
    return "headers";
  }

  @Override
  public boolean takesTurns() {
    return true;
  }

  @Override
  public Exchange<List<BlockHeader>> begin(Setting setting) {
    int version = setting.negotiation().protocolVersion();
    return new Answer(new GetHeaders(version, locator, stop), setting);
  }

  private static final class Answer implements Exchange<List<BlockHeader>> {

    private final GetHeaders question;
    private final Set<Hash> known;
    private final Fence fence;
    private final boolean fenced;
    private boolean passed;

    Answer(GetHeaders question, Setting setting) {
      this.question = question;
      this.known = Set.copyOf(question.locator());
      this.fence = new Fence(setting);
      this.fenced = Fence.possible(setting);
    }

    @Override
    public List<Message> opening() {
      return fenced ? List.of(question, fence.ping()) : List.of(question);
    }

    @Override
    public Step<List<BlockHeader>> receive(Message message) {
      if (message instanceof Headers answer) {
        return receive(answer.headers());
      }
      if (fenced && fence.isAnsweredBy(message)) {
        passed = true;
        return new Step.Done<>(List.of());
      }
      return Step.unrelated();
    }

    private Step<List<BlockHeader>> receive(List<BlockHeader> headers) {
      if (headers.isEmpty()) {
        return new Step.Done<>(headers);
      }
      BlockHeader first = headers.get(0);
      boolean ours =
          known.isEmpty()
              ? first.hash().equals(question.stop())
              : known.contains(first.previousBlock());
      if (!ours) {
        return Step.unrelated();
      }
      // Each view keeps its hash once computed, so the list is made once.
      List<BlockHeader> chain = List.copyOf(headers);
      for (int i = 1; i < chain.size(); i++) {
        if (!chain.get(i).previousBlock().equals(chain.get(i - 1).hash())) {
          return new Step.Failed<>(
              new RequestException(
                  "header " + i + " of the answer does not follow the one before"));
        }
      }
      return new Step.Done<>(chain);
    }

    @Override
    public @Nullable Predicate<Message> leftover() {
      return fenced && !passed ? fence::isAnsweredBy : null;
    }
  }
}
