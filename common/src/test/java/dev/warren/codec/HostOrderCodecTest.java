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
  void ordersAboutBatchesThatHaveWaitedShouldComeBackAndCostNothingWhereThereAreNone() {
    HostOrder order = HostOrder.cancel(5, false).andBegin(7);

    assertThat(HostOrderCodec.decode(HostOrderCodec.encode(order))).isEqualTo(order);
    assertThat(HostOrderCodec.decode(HostOrderCodec.encode(HostOrder.dropping(List.of(7L)))))
        .isEqualTo(HostOrder.dropping(List.of(7L)));
    assertThat(Samples.text(HostOrderCodec.encode(HostOrder.credit(1))))
        .doesNotContain("begin")
        .doesNotContain("drop");
    assertThat(HostOrder.dropping(List.of(7L)).isEmpty()).isFalse();
    assertThat(HostOrder.credit(0).andBegin(7).isEmpty()).isFalse();
  }

  @Test
  void comesBackAsItWas() {
    HostOrder order =
        new HostOrder(List.of(1L, Long.MAX_VALUE), List.of(2L), 3, List.of(), List.of(9L));

    byte[] bytes = HostOrderCodec.encode(order);

    assertThat(HostOrderCodec.decode(bytes)).isEqualTo(order);
    assertThat(Samples.text(bytes))
        .isEqualTo(
            "{\"v\":3,\"kill\":[1,9223372036854775807],\"skip\":[2],"
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
        "{\"v\":1,\"kill\":[],\"skip\":[],\"credit\":0}\n",
        "{\"v\":3,\"kill\":[],\"skip\":[]}\n",
        "{\"v\":3,\"kill\":null,\"skip\":[],\"credit\":0}\n",
        "{\"v\":3,\"kill\":[null],\"skip\":[],\"credit\":0}\n",
        "{\"v\":3,\"kill\":[\"1\"],\"skip\":[],\"credit\":0}\n",
        "{\"v\":3,\"kill\":[],\"skip\":[],\"credit\":-1}\n",
        "{\"v\":3,\"kill\":[],\"skip\":[],\"credit\":0,\"x\":1}\n",
        "{\"v\":3,\"kill\":[],\"skip\":[],\"credit\":0}",
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
