package org.verack.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.verack.wire.message.UserAgent.Product;

class UserAgentTest {

  @Test
  void isBuiltLayerByLayer() {
    UserAgent agent = UserAgent.of("Verack", "0.1").with("Wallet", "2.0", "one", "two");
    assertThat(agent).hasToString("/Verack:0.1/Wallet:2.0(one; two)/");
    assertThat(UserAgent.parse(agent.toString())).isEqualTo(agent);
    assertThat(UserAgent.EMPTY).hasToString("");
  }

  @Test
  void refusesWhatSeparatesParts() {
    for (String bad : new String[] {"", "a/b", "a:b", "a(b", "a)b", "\u00fc", "a\n"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> UserAgent.of(bad, "1"))
          .withMessageMatching("[ -~]+");
      assertThatIllegalArgumentException().isThrownBy(() -> UserAgent.of("a", bad));
      assertThatIllegalArgumentException().isThrownBy(() -> UserAgent.of("a", "1", bad));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> UserAgent.of("a", "1", "b;c"));
  }

  @Test
  void is256CharactersAtMost() {
    assertThat(UserAgent.of("x".repeat(252), "1").toString()).hasSize(256);
    assertThatIllegalArgumentException().isThrownBy(() -> UserAgent.of("x".repeat(253), "1"));
  }

  @Test
  void readsWhatRemotesSend() {
    assertThat(UserAgent.parse("/Satoshi:28.1.0/").products())
        .containsExactly(new Product("Satoshi", "28.1.0", List.of()));
    assertThat(UserAgent.parse("/bitcoinj:0.17/Wallet:5(a/b; c)/").products())
        .containsExactly(
            new Product("bitcoinj", "0.17", List.of()),
            new Product("Wallet", "5", List.of("a/b", "c")));
    assertThat(UserAgent.parse("plain text").products())
        .containsExactly(new Product("plain text", "", List.of()));
    assertThat(UserAgent.parse("/a:1(never closed; b").products())
        .containsExactly(new Product("a", "1", List.of("never closed", "b")));
    assertThat(UserAgent.parse("")).isEqualTo(UserAgent.EMPTY);
    assertThat(UserAgent.parse("////")).isEqualTo(UserAgent.EMPTY);
    assertThat(UserAgent.parse(")(/:;")).isNotNull();
  }

  @Test
  void slashesSeparateProductsOnlyOutsideOfAllBrackets() {
    assertThat(UserAgent.parse("/a:1(b(c)d/e)/f:2/").products())
        .containsExactly(
            new Product("a", "1", List.of("b(c)d/e")), new Product("f", "2", List.of()));
  }

  @Test
  void anyPartMayBeMissing() {
    assertThat(UserAgent.parse("/(only; ; comments;)/:3/").products())
        .containsExactly(
            new Product("", "", List.of("only", "comments")), new Product("", "3", List.of()));
  }

  @Test
  void allOfPrintableAsciiButTheSeparatorsMayBeInAName() {
    assertThat(UserAgent.of(" !~", "1")).hasToString("/ !~:1/");
  }
}
