package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.ControlAnswer;
import dev.warren.task.ControlOrder;
import dev.warren.task.ControlOrder.Action;
import dev.warren.task.HostReport;
import dev.warren.task.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCodecTest {

  private static final HostReport REPORT =
      new HostReport(
          HostState.BUSY,
          Instant.ofEpochMilli(1_795_460_000_123L),
          "",
          4,
          3,
          17,
          2,
          1L << 30,
          Duration.ofMinutes(1));

  @ParameterizedTest
  @EnumSource(Action.class)
  void ordersShouldComeBackAsTheyWere(Action action) {
    ControlOrder order =
        new ControlOrder("o1", "warren.control.h.1", action, action == Action.SCALE ? 4 : 0);

    byte[] bytes = ControlCodec.encode(order);

    assertThat(ControlCodec.isOrder(bytes)).isTrue();
    assertThat(ControlCodec.decodeOrder(bytes)).isEqualTo(order);
  }

  @Test
  void onlyAnOrderToScaleShouldSayHowFar() {
    assertThat(Samples.text(ControlCodec.encode(new ControlOrder("o1", "c", Action.SCALE, 4))))
        .isEqualTo(
            "control {\"v\":3,\"id\":\"o1\",\"to\":\"c\",\"action\":\"SCALE\",\"slots\":4}\n");
    assertThat(Samples.text(ControlCodec.encode(new ControlOrder("o1", "c", Action.STOP, 0))))
        .isEqualTo("control {\"v\":3,\"id\":\"o1\",\"to\":\"c\",\"action\":\"STOP\"}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "control \n",
        "control null\n",
        "control {\"v\":2,\"id\":\"o\",\"to\":\"c\",\"action\":\"STOP\"}\n",
        "control {\"v\":3,\"id\":\"o\",\"to\":\"c\"}\n",
        "control {\"v\":3,\"id\":null,\"to\":\"c\",\"action\":\"STOP\"}\n",
        "control {\"v\":3,\"id\":\"o\",\"to\":\"c\",\"action\":\"EXPLODE\"}\n",
        "control {\"v\":3,\"id\":\"o\",\"to\":\"c\",\"action\":\"SCALE\"}\n",
        "control {\"v\":3,\"id\":\"o\",\"to\":\"c\",\"action\":\"SCALE\",\"slots\":0}\n",
        "control {\"v\":3,\"id\":\"o\",\"to\":\"c\",\"action\":\"SCALE\",\"slots\":1001}\n",
        "control {\"v\":3,\"id\":\"o\",\"to\":\"c\",\"action\":\"STOP\",\"x\":1}\n",
        "control {\"v\":3,\"id\":\"o\",\"to\":\"c\",\"action\":\"STOP\"}",
        "{\"v\":3,\"id\":\"o\",\"to\":\"c\",\"action\":\"STOP\"}\n",
      })
  void whatIsNoOrderShouldBeRefused(String text) {
    assertThatThrownBy(() -> ControlCodec.decodeOrder(Samples.bytes(text)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void ordersOfProducersShouldNotBeTakenForThese() {
    assertThat(ControlCodec.isOrder(Samples.bytes("{\"v\":3,\"kill\":[]}\n"))).isFalse();
    assertThat(ControlCodec.isOrder(Samples.bytes(""))).isFalse();
    assertThat(ControlCodec.isOrder(Samples.bytes("control "))).isFalse();
  }

  @Test
  void answersShouldComeBackAsTheyWere() {
    ControlAnswer done = new ControlAnswer("o1", "", Optional.of(REPORT));
    ControlAnswer refused = new ControlAnswer("o1", "why", Optional.of(REPORT));
    ControlAnswer silent = new ControlAnswer("o1", "why", Optional.empty());

    for (ControlAnswer each : new ControlAnswer[] {done, refused, silent}) {
      assertThat(ControlCodec.decodeAnswer(ControlCodec.encode(each))).isEqualTo(each);
    }
    assertThat(Samples.text(ControlCodec.encode(done))).doesNotContain("refusal");
    assertThat(Samples.text(ControlCodec.encode(silent))).doesNotContain("report");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null\n",
        "{\"v\":2,\"order\":\"o\"}\n",
        "{\"v\":3}\n",
        "{\"v\":3,\"order\":null}\n",
        "{\"v\":3,\"order\":\"o\",\"report\":{\"state\":\"BUSY\"}}\n",
        "{\"v\":3,\"order\":\"o\",\"report\":{\"state\":\"ASLEEP\",\"since\":0,\"reason\":\"\","
            + "\"slots\":1,\"busy\":0,\"done\":0,\"failures\":0,\"memory\":0,\"uptime\":0}}\n",
      })
  void whatIsNoAnswerShouldBeRefused(String text) {
    assertThatThrownBy(() -> ControlCodec.decodeAnswer(Samples.bytes(text)))
        .isInstanceOf(MalformedMessageException.class);
  }
}
