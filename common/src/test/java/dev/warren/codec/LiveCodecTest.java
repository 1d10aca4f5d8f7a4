package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.TaskEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveCodecTest {

  private static final String HEADER =
      "live {\"v\":3,\"batch\":3,\"host\":\"h\",\"pid\":4,\"count\":1}\n";

  private static final List<TaskEvent> EVENTS =
      List.of(
          new TaskEvent.Running(7, 2),
          new TaskEvent.Printed(7, false, "ü \"quoted\"\ttab"),
          new TaskEvent.Printed(TaskEvent.NO_TASK, true, ""),
          new TaskEvent.Progress(Long.MAX_VALUE, 1, 2, 3, "half\nway"),
          new TaskEvent.Retrying(8, Instant.ofEpochMilli(123), Samples.TERMS.history().get(2)),
          new TaskEvent.Dropped(12),
          new TaskEvent.Due(1_764_000_000_000L),
          new TaskEvent.Holding(List.of(4L, Long.MAX_VALUE)),
          new TaskEvent.Passed(5));

  @Test
  void comesBackAsItWas() {
    LiveWriter writer = new LiveWriter();
    EVENTS.forEach(writer::add);
    assertThat(writer.count()).isEqualTo(EVENTS.size());
    assertThat(writer.size()).isPositive();

    byte[] message = writer.take(3, "hö", 4);

    assertThat(LiveReader.isLive(message)).isTrue();
    assertThat(LiveReader.read(message))
        .isEqualTo(new LiveGroup(3, "hö", 4, message.length, EVENTS));
    assertThat(writer.count()).isZero();
    assertThat(LiveReader.read(writer.take(1, "h", 2)).events()).isEmpty();
  }

  @Test
  void aLineByItselfComesBackAsWell() {
    for (TaskEvent each : EVENTS) {
      byte[] line = LiveWriter.line(each);
      assertThat(LiveReader.line(line, 0, line.length)).isEqualTo(each);
    }
  }

  @Test
  void halfACharacterBecomesAQuestionMark() {
    byte[] line = LiveWriter.line(new TaskEvent.Printed(1, false, "a\uD83D"));

    assertThat(LiveReader.line(line, 0, line.length))
        .isEqualTo(new TaskEvent.Printed(1, false, "a?"));
  }

  @Test
  void outcomesAreNothingLive() {
    assertThat(LiveReader.isLive(new OutcomeWriter("h", 1).take(1))).isFalse();
    assertThat(LiveReader.isLive(new byte[0])).isFalse();
    assertThatThrownBy(() -> LiveReader.read(Samples.bytes("{\"v\":3}\n")))
        .isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7 out",
        "- holding 4\n",
        "- holding [\"4\"]\n",
        "- passed null\n",
        "7 out \"a\"",
        "x out \"a\"\n",
        "-1 out \"a\"\n",
        "7 shout \"a\"\n",
        "7 out 1\n",
        "7 out null\n",
        "7 out \"a\" 1\n",
        "7 running \"1\"\n",
        "7 running 99999999999\n",
        "7 progress {}\n",
        "7 retrying 2\n",
        "7 retrying {\"attempt\":2,\"due\":1,\"ended\":null}\n",
        "7 retrying {\"attempt\":2,\"due\":1,\"ended\":{}}\n",
        "7 progress {\"attempt\":1,\"done\":-1,\"total\":1,\"message\":\"\"}\n",
        "7 progress {\"attempt\":1,\"done\":1,\"total\":1,\"message\":null}\n",
        "7 out \"a\"\n7 out \"b\"\n",
      })
  void refusesALineThatIsNone(String lines) {
    assertThatThrownBy(() -> LiveReader.read(Samples.bytes(HEADER + lines)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "live {\"v\":1,\"batch\":3,\"host\":\"h\",\"pid\":4,\"count\":0}\n",
        "live {\"v\":3,\"batch\":3,\"host\":null,\"pid\":4,\"count\":0}\n",
        "live {\"v\":3,\"batch\":3,\"pid\":4,\"count\":0}\n",
        "live {\"v\":3,\"batch\":3,\"host\":\"h\",\"pid\":4,\"count\":0,\"x\":1}\n",
        "live []\n",
        "live \n",
        "live {\"v\":3,\"batch\":3,\"host\":\"h\",\"pid\":4,\"count\":0}",
      })
  void refusesAHeaderThatIsNone(String message) {
    assertThatThrownBy(() -> LiveReader.read(Samples.bytes(message)))
        .isInstanceOf(MalformedMessageException.class);
  }
}
