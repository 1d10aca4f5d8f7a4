package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.MemoryExcess;
import dev.warren.task.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeReaderTest {

  private static final String HEADER =
      "{\"v\":3,\"batch\":2,\"host\":\"h\",\"pid\":3,\"nanos\":4,\"count\":1}";

  private static final Failure FAILURE =
      new Failure(
          "a.B",
          null,
          List.of(new Failure.Frame("T", "m", null, -2)),
          new Failure("C", "x", List.of(), null));

  @Test
  void readsWhatIsWritten() {
    Death death = new Death("h", 3, 137, "", List.of("line \"1\"\n", "ü"));
    OutcomeWriter writer = new OutcomeWriter("host ü", 42);
    writer.add(new Outcome.Succeeded(1, Samples.bytes("[5]")), 10);
    writer.add(new Outcome.Failed(2, FAILURE));
    writer.add(new Outcome.WorkerDied(3, List.of(death, death)));
    writer.add(new Outcome.Rejected(4, "two\nlines"));
    MemoryExcess excess = new MemoryExcess(MemoryExcess.Kind.RESIDENT, 10, 11);
    Death full = new Death("h", 3, 137, "", List.of(), Optional.of(excess));
    writer.add(new Outcome.WorkerDied(5, List.of(full)));
    Duration limit = Duration.ofMillis(1_500);
    writer.add(new Outcome.TimedOut(6, true, limit, Optional.empty()));
    writer.add(new Outcome.TimedOut(7, false, limit, Optional.of(FAILURE)));

    OutcomeGroup group = OutcomeReader.read(writer.take(7));

    assertThat(group.batch()).isEqualTo(7);
    assertThat(group.host()).isEqualTo("host ü");
    assertThat(group.pid()).isEqualTo(42);
    assertThat(group.nanos()).isEqualTo(10);
    assertThat(group.outcomes().get(0))
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, it -> assertThat(Samples.text(it.value())).isEqualTo("[5]"));
    assertThat(group.outcomes().subList(1, 7))
        .containsExactly(
            new Outcome.Failed(2, FAILURE),
            new Outcome.WorkerDied(3, List.of(death, death)),
            new Outcome.Rejected(4, "two\nlines"),
            new Outcome.WorkerDied(5, List.of(full)),
            new Outcome.TimedOut(6, true, limit, Optional.empty()),
            new Outcome.TimedOut(7, false, limit, Optional.of(FAILURE)));
  }

  @Test
  void aDeathNeedNotSpeakOfMemory() {
    String died =
        "1 died [{\"host\":\"h\",\"pid\":1,\"exitCode\":9,\"reason\":\"\",\"lastLines\":[]}]\n";

    Outcome outcome = OutcomeReader.read(Samples.bytes(HEADER + "\n" + died)).outcomes().get(0);

    assertThat(((Outcome.WorkerDied) outcome).deaths().get(0).memory()).isEmpty();
  }

  @Test
  void aMessageMayHoldNothing() {
    assertThat(OutcomeReader.read(new OutcomeWriter("h", 1).take(1)).outcomes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "null\n",
        "[]\n",
        "1\n",
        "{}\n",
        "{\n",
        "{\"v\":3}\n",
        "junk",
        "\0\n",
        "{} {}\n"
      })
  void refusesWhatIsNoHeader(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v", "batch", "host", "pid", "nanos", "count"})
  void refusesAHeaderWithAMissingOrEmptyProperty(String property) {
    assertMalformed(header(property, "") + "1 ok 1\n");
    assertMalformed(header(property, "\"" + property + "\":null,") + "1 ok 1\n");
    assertMalformed(header(property, "\"" + property + "\":[],") + "1 ok 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2", "-1", "2147483647", "-2147483648", "99999999999"})
  void refusesAWrongCount(String count) {
    assertMalformed(header("count", "\"count\":" + count + ",") + "1 ok 1\n");
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(
            () -> OutcomeReader.read(Samples.bytes(header("v", "\"v\":1,") + "1 ok 1\n")))
        .isInstanceOf(OtherVersionException.class)
        .hasMessage("format version 1, but this Warren speaks 3");
  }

  @Test
  void tellsOfWhichBatchAndHostAnAnswerInAnotherVersionIs() {
    byte[] answer = Samples.bytes("{\"zone\":[{}],\"host\":\"h\",\"batch\":2,\"v\":4}\n");

    assertThatThrownBy(() -> OutcomeReader.read(answer))
        .isInstanceOfSatisfying(
            OtherVersionException.class,
            it -> {
              assertThat(it.version()).isEqualTo(4);
              assertThat(it.batch()).isEqualTo(2);
              assertThat(it.host()).isEqualTo("h");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "1\n",
        "1 ok\n",
        " ok 1\n",
        "x ok 1\n",
        "1.5 ok 1\n",
        "9223372036854775808 ok 1\n",
        "1 good 1\n",
        "1  1\n",
        "1 OK 1\n",
        "1 ok 1",
        "1 ok 1\n2 ok 2\n",
        "ü ü ü\n",
        "1 failed null\n",
        "1 failed {}\n",
        "1 failed []\n",
        "1 failed \n",
        "1 failed \"x\"\n",
        "1 failed {\"type\":null,\"message\":null,\"stack\":[],\"cause\":null}\n",
        "1 failed {\"type\":\"T\",\"message\":null,\"stack\":null,\"cause\":null}\n",
        "1 failed {\"type\":\"T\",\"message\":null,\"stack\":[null],\"cause\":null}\n",
        "1 failed {\"type\":\"T\",\"message\":null,\"stack\":[{\"line\":1}],\"cause\":null}\n",
        "1 failed {\"type\":\"T\",\"message\":[],\"stack\":[],\"cause\":null}\n",
        "1 failed {\"type\":\"T\",\"message\":null,\"stack\":[],\"cause\":{}}\n",
        "1 died null\n",
        "1 died []\n",
        "1 died [null]\n",
        "1 died {}\n",
        "1 died [{}]\n",
        "1 died [{\"host\":\"h\",\"pid\":1,\"exitCode\":1,\"reason\":null,\"lastLines\":[]}]\n",
        "1 died [{\"host\":\"h\",\"pid\":1,\"exitCode\":1,\"reason\":\"\",\"lastLines\":[null]}]\n",
        "1 died [{\"host\":\"h\",\"pid\":1,\"exitCode\":1,\"reason\":\"\",\"lastLines\":[],\"memory\":{}}]\n",
        "1 timedout null\n",
        "1 timedout {}\n",
        "1 timedout {\"hard\":true,\"millis\":1}\n",
        "1 timedout {\"hard\":null,\"millis\":1,\"failure\":null}\n",
        "1 timedout {\"hard\":true,\"millis\":1.5,\"failure\":null}\n",
        "1 timedout {\"hard\":true,\"millis\":1,\"failure\":{}}\n",
        "1 rejected null\n",
        "1 rejected {}\n",
        "1 rejected 5\n",
        "1 rejected x\n",
        "1 rejected \n"
      })
  void refusesWrongOutcomeLines(String lines) {
    assertMalformed(HEADER + "\n" + lines);
  }

  @Test
  void refusesDeepNesting() {
    String causes = "{\"type\":\"T\",\"stack\":[],\"cause\":".repeat(100_000);
    assertMalformed(HEADER + "\n1 failed " + causes + "\n");
    assertMalformed(HEADER + "\n1 died " + Samples.nested(100_000) + "\n");
    assertMalformed(Samples.nested(100_000) + "\n");
  }

  @Test
  void leavesAValueForItsCodecToJudge() {
    OutcomeGroup group = OutcomeReader.read(Samples.bytes(HEADER + "\n-1 ok  x\n"));

    assertThat(group.outcomes().get(0).id()).isEqualTo(-1);
    byte[] value = ((Outcome.Succeeded) group.outcomes().get(0)).value();
    assertThat(Samples.text(value)).isEqualTo(" x");
  }

  /** The header with one property replaced, and its line end. */
  private static String header(String property, String json) {
    return (HEADER.replace("}", ",}").replaceFirst("\"" + property + "\":[^,]+,", json) + "\n")
        .replace(",}", "}");
  }

  private static void assertMalformed(String message) {
    assertThatThrownBy(() -> OutcomeReader.read(Samples.bytes(message)))
        .isInstanceOf(MalformedMessageException.class);
  }
}
