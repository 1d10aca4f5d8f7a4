package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerCodecTest {

  @Test
  void comesBackAsItWas() {
    byte[] bytes = MarkerCodec.encode(7);

    assertThat(MarkerCodec.isMarker(bytes)).isTrue();
    assertThat(MarkerCodec.decode(bytes)).isEqualTo(7);
    assertThat(Samples.text(bytes))
        .isEqualTo("marker {\"v\":" + BatchCodec.VERSION + ",\"number\":7}\n");
  }

  @Test
  void nothingElseIsOne() {
    assertThat(MarkerCodec.isMarker(new byte[0])).isFalse();
    assertThat(MarkerCodec.isMarker(Samples.bytes("marker "))).isFalse();
    assertThat(MarkerCodec.isMarker(Samples.bytes("{\"v\":2}\n"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"v\":2,\"number\":1}\n",
        "marker null\n",
        "marker {\"v\":0,\"number\":1}\n",
        "marker {\"v\":2}\n",
        "marker {\"v\":2,\"number\":\"1\"}\n",
        "marker {\"v\":2,\"number\":1}"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> MarkerCodec.decode(Samples.bytes(text)))
        .isInstanceOf(MalformedMessageException.class);
  }
}
