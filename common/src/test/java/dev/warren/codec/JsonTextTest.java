package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.Samples.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "0.10000000000000000000001",
        "-0",
        "{\"a\" : [1.50, 1E5 ]}",
        "\"\\ud800\"",
        "\"\\n\"",
        "\"\u2028\"",
        "null",
        "true"
      })
  void travelsToTheLetter(String json) {
    ValueCodec codec = ValueCodec.of(JsonText.class);

    byte[] written = codec.write(new JsonText(json));

    assertThat(Samples.text(written)).isEqualTo(json);
    assertThat(codec.read(written)).isEqualTo(new JsonText(json));
    assertThat(Samples.text(CallWriter.encode(new JsonText(json)))).isEqualTo("[" + json + "]");
  }

  @Test
  void lineEndsBetweenItsPartsAreTakenOut() {
    assertThat(new JsonText("[1,\r\n 0.10000000000000000000001\n]"))
        .hasToString("[1, 0.10000000000000000000001]");
  }

  @Test
  void keepsItsNumbersInsideOfARecord() {
    ValueCodec codec = ValueCodec.of(Named.class);
    Named named = new Named("n", new JsonText("[1e400,-0,{\"a\":[]}]"));

    assertThat(Samples.text(codec.write(named)))
        .isEqualTo("{\"name\":\"n\",\"text\":[1e400,-0,{\"a\":[]}]}");
    assertThat(codec.read(codec.write(named))).isEqualTo(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "{",
        "[1",
        "[1] 2",
        "1 2",
        "junk",
        "'a'",
        "\"a\nb\"",
        "{a:1}",
        "01",
        "NaN",
        "\"\\x\""
      })
  void refusesWhatIsNotOneValue(String json) {
    assertThatThrownBy(() -> new JsonText(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a JSON value");
  }

  @Test
  void refusesToNestTooDeeply() {
    assertThat(new JsonText(Samples.nested(Json.MAX_DEPTH)).text()).hasSize(401);
    assertThatThrownBy(() -> new JsonText(Samples.nested(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void halfAPairOfSurrogatesCannotTravel() {
    assertThatThrownBy(() -> ValueCodec.of(JsonText.class).write(new JsonText("\"\ud800\"")))
        .isInstanceOf(UnencodableException.class);
  }
}
