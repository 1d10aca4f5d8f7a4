package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.Batch;
import dev.warren.task.Limits;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCodecTest {

  private static final String TASK = "a.B::c(Ljava/lang/String;)V";

  /** A header with one property replaced, or another one in its place. */
  private static String header(String property, String json) {
    String header =
        "{\"v\":3,\"batch\":2,\"task\":\"a.B::c\",\"count\":1,\"captured\":false,\"live\":false}";
    return header.replaceFirst("\"" + property + "\":[^,}]+", json);
  }

  private static byte[] encoded(byte[] captured) {
    CallWriter calls = new CallWriter();
    calls.add(7, "ü\n");
    calls.add(8);
    return BatchCodec.encode(
        calls.toBatch(Long.MAX_VALUE, TaskName.parse(TASK), Terms.ofDefaults(), captured));
  }

  @Test
  void readsWhatItWrites() {
    byte[] bytes = encoded(Samples.bytes("[1]"));

    Batch batch = BatchCodec.decode(bytes);

    assertThat(batch.id()).isEqualTo(Long.MAX_VALUE);
    assertThat(batch.task()).isEqualTo(TaskName.parse(TASK));
    assertThat(batch.terms()).isEqualTo(Terms.ofDefaults());
    assertThat(Samples.text(batch.captured())).isEqualTo("[1]");
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.taskId(1)).isEqualTo(8);
    assertThat(BatchCodec.encode(batch)).isEqualTo(bytes);
  }

  @Test
  void isTextInLines() {
    assertThat(Samples.text(encoded(new byte[0])).split("\n"))
        .containsExactly(
            "{\"v\":3,\"batch\":9223372036854775807,\"task\":\""
                + TASK
                + "\",\"count\":2,\"captured\":false,\"live\":false}",
            "7 [\"ü\\n\"]",
            "8 []");
  }

  @Test
  void aSliceTravelsWithoutTheRest() {
    Batch batch = BatchCodec.decode(encoded(Samples.bytes("[1]")));

    Batch slice = BatchCodec.decode(BatchCodec.encode(batch.slice(1, 2)));

    assertThat(slice.size()).isEqualTo(1);
    assertThat(slice.taskId(0)).isEqualTo(8);
    assertThat(Samples.text(slice.captured())).isEqualTo("[1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"v\":1",
        "\"v\":0",
        "\"v\":null",
        "\"v\":3.0",
        "\"v\":\"1\"",
        "\"v\":3e2147483648",
        "\"x\":1",
        "\"v\":3,\"x\":1"
      })
  void refusesAnotherVersion(String v) {
    assertMalformed(header("v", v) + "\n7 []\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":4,\"batch\":2,\"task\":\"a.B::c\",\"count\":1,\"captured\":false,\"live\":false}",
        "{\"zone\":[{}],\"batch\":2,\"v\":4}"
      })
  void tellsAnotherVersionFromWhatIsNoBatch(String header) {
    assertThatThrownBy(() -> BatchCodec.decode(Samples.bytes(header + "\nwhatever\n")))
        .isInstanceOfSatisfying(
            OtherVersionException.class,
            it -> {
              assertThat(it.version()).isEqualTo(4);
              assertThat(it.batch()).isEqualTo(2);
              assertThat(it.host()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"v\":4}", "{\"batch\":2}", "{\"v\":3,\"batch\":2,\"x\":1}", "4", "null"})
  void takesNothingElseForAnotherVersion(String header) {
    assertThatThrownBy(() -> BatchCodec.decode(Samples.bytes(header + "\n7 []\n")))
        .isExactlyInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "2", "2147483647", "-2147483648", "99999999999", "null", "[]"})
  void refusesAWrongCount(String count) {
    assertMalformed(header("count", "\"count\":" + count) + "\n7 []\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"a\"", "\"a::\"", "\"::b\"", "1", "{}", "[\"a::b\"]"})
  void refusesWhatIsNoTaskName(String task) {
    assertMalformed(header("task", "\"task\":" + task) + "\n7 []\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "task", "count", "captured", "live"})
  void refusesAHeaderWithAMissingProperty(String property) {
    assertMalformed(header(property, "\"v\":3") + "\n7 []\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"crashAttempts\":0}",
        "{\"attempts\":101}",
        "{\"timeoutAttempts\":true}",
        "{\"other\":1}",
        "{\"retryIf\":\"a\"}",
        "{\"retryOn\":[null]}",
        "{\"backoff\":{\"first\":1}}",
        "{\"backoff\":{\"first\":-1,\"factor\":2,\"cap\":5,\"jitter\":0}}",
        "{\"backoff\":{\"first\":9223372036854775807,\"factor\":2,\"cap\":5,\"jitter\":0}}",
        "{\"heap\":{\"times\":1,\"upTo\":1073741824}}",
        "{\"limit\":{\"times\":2,\"upTo\":0}}",
        "3",
        "[]"
      })
  void refusesWhatIsNoPolicy(String policy) {
    assertMalformed(header("live", "\"live\":false,\"policy\":" + policy) + "\n7 []\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[null]",
        "[{}]",
        "{}",
        "[{\"attempt\":0,\"startedAt\":1,\"nanos\":1,\"host\":\"h\",\"pid\":1,\"later\":{\"millis\":1,\"reason\":\"\"}}]",
        "[{\"attempt\":1,\"startedAt\":1,\"nanos\":1,\"host\":null,\"pid\":1,\"later\":{\"millis\":1,\"reason\":\"\"}}]",
        "[{\"attempt\":1,\"startedAt\":1,\"nanos\":1,\"host\":\"h\",\"pid\":1}]",
        "[{\"attempt\":1,\"startedAt\":1,\"nanos\":1,\"host\":\"h\",\"pid\":1,\"died\":{}}]"
      })
  void refusesWhatIsNoHistory(String history) {
    assertMalformed(header("live", "\"live\":false,\"history\":" + history) + "\n7 []\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"soft\":0}",
        "{\"hard\":-1}",
        "{\"hard\":2592000001}",
        "{\"hard\":9223372036854775807}",
        "{\"soft\":2,\"hard\":1}",
        "{\"hard\":1.5}",
        "{\"hard\":\"1\"}",
        "{\"other\":1}",
        "3",
        "[]"
      })
  void refusesWhatIsNoLimit(String limits) {
    assertMalformed(header("live", "\"live\":false,\"limits\":" + limits) + "\n7 []\n");
  }

  @ParameterizedTest
  @CsvSource({",", "1,", ",2592000000", "500, 500"})
  void limitsTravelInMilliseconds(Long soft, Long hard) {
    Limits limits =
        Limits.NONE
            .withSoft(soft == null ? null : Duration.ofMillis(soft))
            .withHard(hard == null ? null : Duration.ofMillis(hard));
    CallWriter calls = new CallWriter();
    calls.add(7);
    Terms terms = Terms.ofDefaults().withLimits(limits);
    byte[] bytes = BatchCodec.encode(calls.toBatch(1, TaskName.parse(TASK), terms, new byte[0]));

    assertThat(BatchCodec.decode(bytes).terms()).isEqualTo(terms);
    assertThat(Samples.text(bytes).contains("limits")).isEqualTo(soft != null || hard != null);
  }

  @Test
  void termsTravelWholeAndDefaultsNotAtAll() {
    CallWriter calls = new CallWriter();
    calls.add(7);
    Batch batch = calls.toBatch(1, TaskName.parse(TASK), Samples.TERMS, new byte[0]);

    assertThat(BatchCodec.decode(BatchCodec.encode(batch)).terms()).isEqualTo(Samples.TERMS);
    assertThat(Samples.text(encoded(new byte[0]))).doesNotContain("policy", "history");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7 ",
        "7 []",
        "\n",
        " []\n",
        "-7 []\n",
        "+7 []\n",
        "x []\n",
        "7[]\n",
        "7\t[]\n",
        "1234567890123456789 []\n",
        "9223372036854775808 []\n",
        "7 []\n\n",
        "7 []\n8 []\n",
        "7 []\n8"
      })
  void refusesWrongCallLines(String lines) {
    assertMalformed(header("none", "") + "\n" + lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "null\n",
        "[]\n",
        "1\n",
        "\"\"\n",
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

  @Test
  void refusesAHeaderThatIsNestedDeeply() {
    assertMalformed(header("v", "\"x\":" + Samples.nested(100_000)) + "\n7 []\n");
    assertMalformed(Samples.nested(100_000) + "\n");
  }

  @Test
  void refusesACutMessageWhereverItIsCut() {
    byte[] whole = encoded(Samples.bytes("[1]"));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> BatchCodec.decode(cut))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void refusesCapturedValuesThatAreAnnouncedAndNotThere() {
    assertMalformed(header("captured", "\"captured\":true") + "\n7 []\n");
  }

  private static void assertMalformed(String message) {
    assertThatThrownBy(() -> BatchCodec.decode(Samples.bytes(message)))
        .isInstanceOf(MalformedMessageException.class);
  }
}
