package dev.warren.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBrokerOptionsTest {

  @Test
  void randomOptionsDifferInTheirPassword() {
    LocalBrokerOptions one = LocalBrokerOptions.random();
    LocalBrokerOptions two = LocalBrokerOptions.random();

    assertThat(one.password()).matches("[0-9a-f]{32}").isNotEqualTo(two.password());
    assertThat(one.port()).isZero();
    assertThat(one.user()).isEqualTo(LocalBrokerOptions.DEFAULT_USER);
  }

  @Test
  void textNeverShowsThePassword() {
    assertThat(new LocalBrokerOptions(1, "me", "secret").toString())
        .contains("me")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536, Integer.MAX_VALUE})
  void refusesWhatIsNoPort(int port) {
    assertThatThrownBy(() -> new LocalBrokerOptions(port, "u", "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not " + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a$b", "ä", "a\n"})
  void refusesCredentialsThatABrokerMayMisread(String text) {
    assertThatThrownBy(() -> new LocalBrokerOptions(1, text, "p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("user");
    assertThatThrownBy(() -> new LocalBrokerOptions(1, "u", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("password");
  }
}
