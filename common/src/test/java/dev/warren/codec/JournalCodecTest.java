package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.JobEntry;
import dev.warren.task.JobId;
import dev.warren.task.QueueLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCodecTest {

  private static final JobId JOB = new JobId("images", "k3f7q2m9x4tb");
  private static final Instant AT = Instant.ofEpochMilli(1_795_460_000_123L);
  private static final String HEAD = "{\"v\":" + BatchCodec.VERSION + ",";
  private static final String BEGUN =
      HEAD
          + "\"kind\":\"BEGUN\",\"at\":1,\"job\":\"images/k3f7q2m9x4tb\",\"name\":\"n\","
          + "\"task\":\"a.B::c\",\"priority\":4,\"chunk\":500,\"key\":\"k\",\"keyUntil\":2,"
          + "\"due\":3,\"expires\":4}\n";

  static Stream<JobEntry> entries() {
    return Stream.of(
        begun("a \"name\"\n", "key ü"),
        begun("", ""),
        new JobEntry.Submitted(JOB, AT, 0),
        new JobEntry.Submitted(JOB, AT, 3_000_000_000L),
        new JobEntry.Cancelled(JOB, AT),
        new JobEntry.Done(JOB, AT, 17),
        new JobEntry.Forgotten(JOB, AT),
        new JobEntry.Sharded(AT, 1),
        new JobEntry.Sharded(AT, 64),
        new JobEntry.Paused(AT),
        new JobEntry.Resumed(AT),
        new JobEntry.Limited(QueueLimit.none("").withConcurrency(4).withConcurrency(6), AT),
        new JobEntry.Limited(QueueLimit.none("").withRate(10, Duration.ofSeconds(1)), AT),
        new JobEntry.Limited(QueueLimit.none("db-1").withConcurrency(1).lifted(), AT));
  }

  private static JobEntry begun(String name, String key) {
    return new JobEntry.Begun(
        JOB,
        AT,
        name,
        "a.B::c",
        9,
        500,
        key,
        AT.plusMillis(1),
        AT.plusMillis(2),
        AT.plusMillis(3),
        key.isEmpty() ? "" : "db-1");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void eachComesBackAsItWas(JobEntry entry) {
    byte[] bytes = JournalCodec.encode(entry);

    assertThat(JournalCodec.decode(bytes)).isEqualTo(entry);
    assertThat(Samples.text(bytes)).hasLineCount(1).endsWith("}\n").doesNotContain("null");
  }

  @Test
  void saysNothingThatItsKindDoesNotHave() {
    assertThat(Samples.text(JournalCodec.encode(new JobEntry.Paused(Instant.ofEpochMilli(7)))))
        .isEqualTo(HEAD + "\"kind\":\"PAUSED\",\"at\":7}\n");
    assertThat(Samples.text(JournalCodec.encode(new JobEntry.Done(JOB, AT, 2))))
        .isEqualTo(
            HEAD
                + "\"kind\":\"DONE\",\"at\":1795460000123,\"job\":\"images/k3f7q2m9x4tb\","
                + "\"count\":2}\n");
  }

  @Test
  void refusesAnotherVersion() {
    String text = Samples.text(JournalCodec.encode(new JobEntry.Paused(AT)));
    byte[] other = Samples.bytes(text.replace(HEAD, "{\"v\":" + (BatchCodec.VERSION + 1) + ","));

    assertThatThrownBy(() -> JournalCodec.decode(other))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("another format version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"job\":\"images/k3f7q2m9x4tb\",",
        "\"name\":\"n\",",
        "\"task\":\"a.B::c\",",
        "\"priority\":4,",
        "\"chunk\":500,",
        "\"key\":\"k\",",
        "\"keyUntil\":2,",
        "\"due\":3,",
        "\"at\":1,",
        ",\"expires\":4"
      })
  void refusesABeginningWithoutOneOfItsParts(String part) {
    assertThat(JournalCodec.decode(Samples.bytes(BEGUN))).isInstanceOf(JobEntry.Begun.class);
    assertThat(BEGUN).contains(part);
    byte[] lacking = Samples.bytes(BEGUN.replace(part, ""));

    assertThatThrownBy(() -> JournalCodec.decode(lacking))
        .isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "null\n",
        "[]\n",
        "{}\n",
        "no entry\n",
        "{VERSION,\"kind\":\"PAUSED\"}\n",
        "{VERSION,\"at\":1}\n",
        "{\"kind\":\"PAUSED\",\"at\":1}\n",
        "{VERSION,\"kind\":\"PAUSED\",\"at\":1}",
        "{VERSION,\"kind\":null,\"at\":1}\n",
        "{VERSION,\"kind\":\"PLAYED\",\"at\":1}\n",
        "{VERSION,\"kind\":\"PAUSED\",\"at\":\"noon\"}\n",
        "{VERSION,\"kind\":\"SUBMITTED\",\"at\":1,\"job\":\"images/k3f7q2m9x4tb\"}\n",
        "{VERSION,\"kind\":\"SUBMITTED\",\"at\":1,\"count\":1}\n",
        "{VERSION,\"kind\":\"DONE\",\"at\":1,\"job\":\"images/k3f7q2m9x4tb\"}\n",
        "{VERSION,\"kind\":\"CANCELLED\",\"at\":1}\n",
        "{VERSION,\"kind\":\"CANCELLED\",\"at\":1,\"job\":\"images\"}\n",
        "{VERSION,\"kind\":\"FORGOTTEN\",\"at\":1}\n",
        "{VERSION,\"kind\":\"SHARDED\",\"at\":1}\n",
        "{VERSION,\"kind\":\"SHARDED\",\"at\":1,\"count\":0}\n",
        "{VERSION,\"kind\":\"SHARDED\",\"at\":1,\"count\":65}\n",
        "{VERSION,\"kind\":\"SHARDED\",\"at\":1,\"count\":4294967298}\n"
      })
  void refusesGarbage(String text) {
    byte[] bytes = Samples.bytes(text.replace("VERSION", "\"v\":" + BatchCodec.VERSION));

    assertThatThrownBy(() -> JournalCodec.decode(bytes))
        .isInstanceOf(MalformedMessageException.class);
  }
}
