package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SignerTest {

  private static final byte[] BODY = Samples.bytes("{\"v\":1}\n");

  private final Signer signer = Signer.of("0123456789abcdef");

  @Test
  void acceptsWhatItSigned() {
    byte[] signature = signer.sign("replies", BODY);

    assertThat(signer.accepts("replies", BODY, signature)).isTrue();
    assertThat(Signer.of("0123456789abcdef").accepts("replies", BODY, signature)).isTrue();
  }

  @Test
  void isHmacSha256OverReplyAddressLineEndAndBody() {
    // printf 'replies\n{"v":1}\n' | openssl dgst -sha256 -hmac 0123456789abcdef
    assertThat(HexFormat.of().formatHex(signer.sign("replies", BODY)))
        .isEqualTo("debe590d0c28b8fae262ac235a1b36e9eba2430a23d0c960dea232a492a3981d");
  }

  @Test
  void refusesEverythingElse() {
    byte[] signature = signer.sign("replies", BODY);
    byte[] changed = signature.clone();
    changed[31] ^= 1;

    assertThat(signer.accepts("replies", BODY, changed)).isFalse();
    assertThat(signer.accepts("replies2", BODY, signature)).isFalse();
    assertThat(signer.accepts("replies", Samples.bytes("{\"v\":3}\n"), signature)).isFalse();
    assertThat(signer.accepts("replies", BODY, new byte[0])).isFalse();
    assertThat(signer.accepts("replies", BODY, new byte[31])).isFalse();
    assertThat(Signer.of("0123456789abcdeX").accepts("replies", BODY, signature)).isFalse();
  }

  @Test
  void withoutAKeyNothingIsSignedAndNothingAskedFor() {
    Signer none = Signer.of("");

    assertThat(none.sign("replies", BODY)).isEmpty();
    assertThat(none.accepts("replies", BODY, new byte[0])).isTrue();
    assertThat(none.accepts("replies", BODY, signer.sign("replies", BODY))).isTrue();
    assertThat(signer.accepts("replies", BODY, none.sign("replies", BODY))).isFalse();
  }

  @Test
  void refusesAKeyThatIsTooShort() {
    assertThatThrownBy(() -> Signer.of("x".repeat(15)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a signing key has at least 16 characters, not 15");
  }

  @Test
  void randomKeysDiffer() {
    assertThat(Signer.randomKey())
        .hasSizeGreaterThan(Signer.MIN_KEY_LENGTH)
        .isNotEqualTo(Signer.randomKey());
  }
}
