package org.verack.wire.decred.request;

import java.util.List;
import java.util.Set;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.decred.chain.BlockHeader;
import org.verack.wire.decred.message.GetHeaders;
import org.verack.wire.decred.message.Headers;
import org.verack.wire.request.Exchange;
import org.verack.wire.request.FencedExchange;
import org.verack.wire.request.Request;
import org.verack.wire.request.Setting;

/**
 * Asks for the headers that follow the newest block of a locator which the peer knows.
 *
 * <p>Answered by a {@code headers} that is empty, as dcrd does if it has nothing newer, or begins
 * right after a block of the locator (or, for an empty locator, is the one header asked for). Other
 * {@code headers} are announcements. The headers of an answer must follow each other.
 */
record HeadersRequest(List<Hash> locator, Hash stop) implements Request<List<BlockHeader>> {

  HeadersRequest {
    locator = List.copyOf(locator);
    if (locator.size() > GetHeaders.MAX_LOCATOR) {
      throw new IllegalArgumentException(
          "a locator of " + locator.size() + " hashes, limit " + GetHeaders.MAX_LOCATOR);
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

  private static final class Answer extends FencedExchange<List<BlockHeader>> {

    private final GetHeaders question;
    private final Set<Hash> known;

    Answer(GetHeaders question, Setting setting) {
      super(setting);
      this.question = question;
      this.known = Set.copyOf(question.locator());
    }

    @Override
    protected List<Message> question() {
      return List.of(question);
    }

    @Override
    protected Step<List<BlockHeader>> take(Message message) {
      return message instanceof Headers headers && answers(headers)
          ? check(headers)
          : Step.unrelated();
    }

    private boolean answers(Headers headers) {
      if (headers.size() == 0) {
        return true;
      }
      BlockHeader first = headers.header(0);
      return known.isEmpty()
          ? first.hash().equals(question.stop())
          : known.contains(first.previousBlock());
    }

    private Step<List<BlockHeader>> check(Headers answer) {
      // Each view keeps its hash once computed, so the list is made once.
      List<BlockHeader> chain = List.copyOf(answer.headers());
      for (int i = 1; i < chain.size(); i++) {
        Hash before = chain.get(i - 1).hash();
        if (before.equals(question.stop())) {
          return Step.failed("the headers go on behind the last one asked for");
        }
        if (!chain.get(i).previousBlock().equals(before)) {
          return Step.failed("header " + i + " of the answer does not follow the one before");
        }
      }
      return new Step.Done<>(chain);
    }

    @Override
    protected Step<List<BlockHeader>> passed() {
      return new Step.Done<>(List.of());
    }

    @Override
    protected boolean takeLate(Message message) {
      return message instanceof Headers headers && answers(headers);
    }
  }
}
