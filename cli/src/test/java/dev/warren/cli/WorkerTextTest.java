package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.cluster.Worker;
import dev.warren.cluster.Worker.Presence;
import dev.warren.task.HostReport;
import dev.warren.task.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerTextTest {

  private static final Instant HEARD = Instant.parse("2026-11-01T12:00:00.123Z");
  private static final Worker BUSY =
      new Worker(
          "7c0e1f6a-3b52",
          "far",
          "default",
          4711,
          "1.0",
          HEARD,
          Presence.HERE,
          Duration.ofMillis(2),
          "",
          Optional.of(
              new HostReport(
                  HostState.BUSY,
                  HEARD.minusSeconds(60),
                  "",
                  4,
                  3,
                  1_234,
                  5,
                  3L << 30,
                  Duration.ofHours(1))));
  private static final Worker SILENT = without(Presence.HERE, "give me the key");
  private static final Worker UNKNOWN = without(Presence.UNKNOWN, "");
  private static final Worker GONE = without(Presence.GONE, "");

  private static Worker without(Presence presence, String refusal) {
    Duration ping = presence == Presence.HERE ? Duration.ofMillis(1) : Duration.ZERO;
    return new Worker(
        "id", "a\nb", "q", 1, "1.0", HEARD, presence, ping, refusal, Optional.empty());
  }

  @Test
  void everyHostShouldHaveALineWhetherItAnswersOrNot() {
    assertThat(WorkerText.table(List.of(BUSY, UNKNOWN, GONE, SILENT)).toString().lines())
        .map(line -> line.replaceAll(" +", " "))
        .containsExactly(
            "HOST ID QUEUE VERSION STATE SINCE SLOTS BUSY DONE FAILED MEMORY",
            "far 7c0e1f6a default 1.0 busy 2026-11-01T11:59:00Z 4 3 1,234 5 3 GiB",
            "a\\nb id q 1.0 unknown 2026-11-01T12:00:00Z ? ? ? ? ?",
            "a\\nb id q 1.0 gone 2026-11-01T12:00:00Z ? ? ? ? ?",
            "a\\nb id q 1.0 silent 2026-11-01T12:00:00Z ? ? ? ? ?");
    assertThat(WorkerText.summary(List.of(BUSY, UNKNOWN, BUSY, GONE)))
        .isEqualTo("4 worker hosts: 2 busy, 1 gone, 1 unknown");
    assertThat(WorkerText.summary(List.of())).isEqualTo("0 worker hosts");
  }

  @Test
  void programsShouldGetNumbers() {
    assertThat(WorkerText.json(BUSY))
        .isEqualTo(
            "{\"id\":\"7c0e1f6a-3b52\",\"host\":\"far\",\"queue\":\"default\",\"pid\":4711,"
                + "\"version\":\"1.0\",\"state\":\"busy\",\"heard\":1793534400123,"
                + "\"pingMillis\":2.0,\"since\":1793534340123,\"slots\":4,\"busySlots\":3,"
                + "\"tasksDone\":1234,\"failures\":5,\"memory\":3221225472,"
                + "\"uptimeMillis\":3600000}");
    assertThat(WorkerText.json(GONE))
        .contains("\"state\":\"gone\",\"heard\":1793534400123}")
        .doesNotContain("ping", "slots");
    assertThat(WorkerText.json(SILENT)).contains("\"refusal\":\"give me the key\"");
  }

  @Test
  void whatHasComeOfAnOrderShouldBeSaid() {
    assertThat(WorkerText.outcome(BUSY, "ends")).isEqualTo("ends");
    assertThat(WorkerText.outcome(SILENT, "ends")).isEqualTo("refuses: give me the key");
    assertThat(WorkerText.outcome(UNKNOWN, "ends")).startsWith("has not answered");
    assertThat(WorkerText.outcome(GONE, "ends")).contains("last heard of 2026-11-01T12:00:00Z");
    assertThat(WorkerText.ping(BUSY)).isEqualTo("2.0 ms");
    assertThat(WorkerText.ping(UNKNOWN)).isEqualTo("unknown");
  }
}
