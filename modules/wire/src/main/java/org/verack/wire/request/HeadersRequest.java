package org.verack.wire.request;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.verack.wire.Hash;
import org.verack.wire.Message;
import org.verack.wire.message.GetHeaders;

/**
 * Asks for the headers that follow the newest block of a locator which the peer knows.
 *
 * <p>Answered by a {@code headers} that is empty, or begins right after a block of the locator (or,
 * for an empty locator, is the one header asked for). Other {@code headers} are announcements. The
 * headers of an answer must follow each other. Nodes that have nothing newer, or are still catching
 * up, may keep silent (bcoin, Bitcoin Core); then the pong says that there is no answer, which is
 * the same as an empty one.
 *
 * {@snippet :
 * HeadersRequest.Kind<BlockHeader> kind =
 *     new HeadersRequest.Kind<>(
 *         message ->
 *             message instanceof Headers answer ? Optional.of(answer.headers()) : Optional.empty(),
 *         BlockHeader::hash,
 *         BlockHeader::previousBlock);
 *
 * var request = new HeadersRequest<>(kind, List.of(hashes.get(20)), hashes.get(25));
 * List<BlockHeader> answer = peer.request(request, Duration.ofMinutes(1));
 * assert answer.equals(headers.subList(21, 26));
 * }
 *
 * @param <H> a header
 * @param kind the family's headers
 * @param locator hashes of blocks we have, the newest first, at most {@value
 *     GetHeaders#CORE_MAX_LOCATOR}
 * @param stop the last header wanted; {@link Hash#ZERO} for as many as there are
 */
public record HeadersRequest<H>(Kind<H> kind, List<Hash> locator, Hash stop)
    implements Request<List<H>> {

  /**
   * The headers of a family that is asked for them with {@code getheaders}, as Bitcoin is.
   *
   * @param <H> a header
   * @param headersOf gives the headers of its {@code headers}, empty for every other message
   * @param hash gives the hash of a header
   * @param previous gives the hash of the block before a header's
   */
  public record Kind<H>(
      Function<Message, Optional<List<H>>> headersOf,
      Function<H, Hash> hash,
      Function<H, Hash> previous) {

    /** Checks that nothing is missing. */
    public Kind {
      Objects.requireNonNull(headersOf, "headersOf");
      Objects.requireNonNull(hash, "hash");
      Objects.requireNonNull(previous, "previous");
    }
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the locator is too long, or both it and the stop are empty
   */
  public HeadersRequest {
    Objects.requireNonNull(kind, "kind");
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
  public Exchange<List<H>> begin(Setting setting) {
    int version = setting.negotiation().protocolVersion();
    return new Answer<>(kind, new GetHeaders(version, locator, stop), setting);
  }

  private static final class Answer<H> extends FencedExchange<List<H>> {

    private final Kind<H> kind;
    private final GetHeaders question;
    private final Set<Hash> known;

    Answer(Kind<H> kind, GetHeaders question, Setting setting) {
      super(setting);
      this.kind = kind;
      this.question = question;
      this.known = Set.copyOf(question.locator());
    }

    @Override
    protected List<Message> question() {
      return List.of(question);
    }

    @Override
    protected Step<List<H>> take(Message message) {
      return kind.headersOf()
          .apply(message)
          .filter(this::answers)
          .map(this::check)
          .orElseGet(Step::unrelated);
    }

    private boolean answers(List<H> headers) {
      if (headers.isEmpty()) {
        return true;
      }
      H first = headers.get(0);
      return known.isEmpty()
          ? kind.hash().apply(first).equals(question.stop())
          : known.contains(kind.previous().apply(first));
    }

    private Step<List<H>> check(List<H> answer) {
      // Each view keeps its hash once computed, so the list is made once.
      List<H> chain = List.copyOf(answer);
      for (int i = 1; i < chain.size(); i++) {
        Hash before = kind.hash().apply(chain.get(i - 1));
        if (before.equals(question.stop())) {
          return Step.failed("the headers go on behind the last one asked for");
        }
        if (!kind.previous().apply(chain.get(i)).equals(before)) {
          return Step.failed("header " + i + " of the answer does not follow the one before");
        }
      }
      return new Step.Done<>(chain);
    }

    @Override
    protected Step<List<H>> passed() {
      return new Step.Done<>(List.of());
    }

    @Override
    protected boolean takeLate(Message message) {
      return kind.headersOf().apply(message).filter(this::answers).isPresent();
    }
  }
}
