package dev.warren.dead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.task.DeadReason;
import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.PostMortem;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadFilterTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String NAME = "dev.acme.Tasks::resize(Ljava/lang/String;I)V";

  private static final DeadTask FAILED =
      task(
          DeadReason.FAILED,
          new Outcome.Failed(
              18,
              new Failure(
                  "java.io.UncheckedIOException",
                  null,
                  List.of(),
                  new Failure("dev.acme.Store$FullException", "full", List.of(), null))));

  private static final DeadTask DIED =
      task(
          DeadReason.DIED,
          new Outcome.WorkerDied(18, List.of(new Death("far", 1, 137, "", List.of()))));

  private static final DeadTask RAW =
      new DeadTask(
          PostMortem.raw(DeadReason.UNDECODABLE, "far", NOON, "no batch"),
          "",
          new byte[0],
          "no batch".getBytes(StandardCharsets.UTF_8));

  private static DeadTask task(DeadReason reason, Outcome outcome) {
    CallWriter calls = new CallWriter();
    calls.add(18, "a", 1);
    byte[] body =
        BatchCodec.encode(calls.toBatch(4, TaskName.parse(NAME), Terms.ofDefaults(), new byte[0]));
    PostMortem note =
        new PostMortem(reason, NAME, 18, "far", 4711, NOON, "why", Optional.of(outcome));
    return new DeadTask(
        note, "warren.replies.5f0c1e2a-0000-4000-8000-000000000000.3", new byte[0], body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NAME,
        "dev.acme.Tasks::resize",
        "dev.acme.Tasks::*",
        "*::resize",
        "dev.acme.?asks::resize",
        "*"
      })
  void globsMatchWholeNames(String glob) {
    assertThat(DeadFilter.task(glob)).accepts(FAILED).rejects(RAW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resize", "dev.acme", "dev-acme.Tasks::resize", "DEV.ACME.*", "", "["})
  void globsDoNotMatchParts(String glob) {
    assertThat(DeadFilter.task(glob)).rejects(FAILED, RAW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.io.UncheckedIOException",
        "UncheckedIOException",
        "*IOException",
        "dev.acme.*",
        "FullException"
      })
  void exceptionsMatchWithTheirCauses(String glob) {
    assertThat(DeadFilter.exception(glob)).accepts(FAILED).rejects(DIED, RAW);
  }

  @Test
  void otherExceptionsDoNotMatch() {
    assertThat(DeadFilter.exception("IOException")).rejects(FAILED);
  }

  @Test
  void reasonsAreAlternatives() {
    assertThat(DeadFilter.reason(DeadReason.DIED, DeadReason.UNDECODABLE))
        .accepts(DIED, RAW)
        .rejects(FAILED);
    assertThat(DeadFilter.reason()).rejects(FAILED);
  }

  @Test
  void sinceIncludesItsMomentAndUntilDoesNot() {
    assertThat(DeadFilter.since(NOON)).accepts(FAILED);
    assertThat(DeadFilter.since(NOON.plusMillis(1))).rejects(FAILED);
    assertThat(DeadFilter.until(NOON)).rejects(FAILED);
    assertThat(DeadFilter.until(NOON.plusMillis(1))).accepts(FAILED);
  }

  @Test
  void idsAreOfTheirPool() {
    assertThat(FAILED.id()).isEqualTo("5f0c1e2a/18");
    assertThat(DeadFilter.id("5f0c1e2a/18")).accepts(FAILED);
    assertThat(DeadFilter.id("5F0C1E2A/18")).accepts(FAILED);
    assertThat(DeadFilter.id("18")).accepts(FAILED);
    assertThat(DeadFilter.id("5f0c1e2a")).rejects(FAILED);
    assertThat(DeadFilter.id("8")).rejects(FAILED);
  }

  @Test
  void rawMessagesAreToldApartByWhatTheySay() {
    DeadTask other =
        new DeadTask(RAW.postMortem(), "", new byte[0], "else".getBytes(StandardCharsets.UTF_8));

    assertThat(RAW.id()).matches("raw/[0-9a-f]{8}").isNotEqualTo(other.id());
    assertThat(DeadFilter.id(RAW.id())).accepts(RAW).rejects(other);
  }

  @Test
  void conditionsCombine() {
    assertThat(DeadFilter.task("*::resize").and(DeadFilter.reason(DeadReason.DIED)))
        .accepts(DIED)
        .rejects(FAILED);
    assertThat(DeadFilter.all()).accepts(FAILED, DIED, RAW);
  }
}
