package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.HostOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostOrderCodecTest {

  @Test
  void comesBackAsItWas() {
    HostOrder order = new HostOrder(List.of(1L, Long.MAX_VALUE), List.of(2L), 3, List.of(9L));

    byte[] bytes = HostOrderCodec.encode(order);

    assertThat(HostOrderCodec.decode(bytes)).isEqualTo(order);
    assertThat(Samples.text(bytes))
        .isEqualTo(
            "{\"v\":2,\"kill\":[1,9223372036854775807],\"skip\":[2],"
                + "\"credit\":3,\"drop\":[9]}\n");
    assertThat(HostOrderCodec.decode(HostOrderCodec.encode(HostOrder.credit(5))))
        .isEqualTo(new HostOrder(List.of(), List.of(), 5));
  }

  @Test
  void knowsWhetherThereIsAnythingInIt() {
    assertThat(new HostOrder(List.of(), List.of(), 0).isEmpty()).isTrue();
    assertThat(new HostOrder(List.of(1L), List.of(), 0).isEmpty()).isFalse();
    assertThat(new HostOrder(List.of(), List.of(1L), 0).isEmpty()).isFalse();
    assertThat(HostOrder.credit(1).isEmpty()).isFalse();
    assertThat(HostOrder.dropping(List.of(3L)).isEmpty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "null\n",
        "[]\n",
        "{\"v\":1,\"kill\":[],\"skip\":[],\"credit\":0,\"drop\":[]}\n",
        "{\"v\":2,\"kill\":[],\"skip\":[],\"drop\":[]}\n",
        "{\"v\":2,\"kill\":[],\"skip\":[],\"credit\":0}\n",
        "{\"v\":2,\"kill\":[],\"skip\":[],\"credit\":0,\"drop\":null}\n",
        "{\"v\":2,\"kill\":null,\"skip\":[],\"credit\":0,\"drop\":[]}\n",
        "{\"v\":2,\"kill\":[null],\"skip\":[],\"credit\":0,\"drop\":[]}\n",
        "{\"v\":2,\"kill\":[\"1\"],\"skip\":[],\"credit\":0,\"drop\":[]}\n",
        "{\"v\":2,\"kill\":[],\"skip\":[],\"credit\":-1,\"drop\":[]}\n",
        "{\"v\":2,\"kill\":[],\"skip\":[],\"credit\":0,\"drop\":[],\"x\":1}\n",
        "{\"v\":2,\"kill\":[],\"skip\":[],\"credit\":0,\"drop\":[]}",
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> HostOrderCodec.decode(Samples.bytes(text)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void cancellingOneTaskNamesNoOther() {
    assertThat(HostOrder.cancel(17, true)).isEqualTo(new HostOrder(List.of(17L), List.of(), 0));
    assertThat(HostOrder.cancel(17, false)).isEqualTo(new HostOrder(List.of(), List.of(17L), 0));
  }
}
