package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.OutcomeCount;
import dev.warren.task.HostState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VitalsTest {

  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(10);

  private Duration passed = Duration.ZERO;
  private final Vitals vitals =
      new Vitals(() -> 4, () -> START.plus(passed), () -> passed.toNanos());

  @BeforeEach
  void connect() {
    passes(STEP);
    vitals.connected();
  }

  private void passes(Duration time) {
    passed = passed.plus(time);
  }

  private HostStatus status() {
    return vitals.status(Optional.empty());
  }

  private void assertState(HostState state, Duration since, String reason) {
    HostStatus now = status();
    assertThat(now.state()).isEqualTo(state);
    assertThat(now.since()).isEqualTo(START.plus(since));
    assertThat(now.reason()).isEqualTo(reason);
  }

  @Test
  void itConnectsFirst() {
    Vitals fresh = new Vitals(() -> 4, () -> START, () -> 0);
    assertThat(fresh.status(Optional.empty()))
        .isEqualTo(new HostStatus(HostState.CONNECTING, START, "not connected yet", 4, 0, 0, 0));
  }

  @Test
  void itIsBusyAsLongAsAnySlotIs() {
    assertState(HostState.IDLE, STEP, "");
    passes(STEP);
    vitals.begun();
    passes(STEP);
    vitals.begun();
    vitals.ended();
    assertState(HostState.BUSY, STEP.multipliedBy(2), "");
    assertThat(status().busySlots()).isEqualTo(1);
    vitals.ended();
    assertState(HostState.IDLE, STEP.multipliedBy(3), "");
    assertThat(status().busySlots()).isZero();
  }

  @Test
  void aLostConnectionIsSaidThoughSlotsWork() {
    vitals.begun();
    vitals.disconnected("the broker has gone");
    assertState(HostState.CONNECTING, STEP, "the broker has gone");
    assertThat(status().busySlots()).isEqualTo(1);
    vitals.connected();
    assertState(HostState.BUSY, STEP, "");
  }

  @Test
  void aStuckSlotMakesItWedgedSinceItWasSeenWhateverOthersDo() {
    vitals.begun();
    passes(STEP);
    assertThat(vitals.status(Optional.of("slot 1: trouble")))
        .isEqualTo(
            new HostStatus(
                HostState.WEDGED, START.plus(STEP.multipliedBy(2)), "slot 1: trouble", 4, 1, 0, 0));
    passes(STEP);
    vitals.begun();
    vitals.ended();
    assertThat(vitals.status(Optional.of("slot 1: trouble")).since())
        .isEqualTo(START.plus(STEP.multipliedBy(2)));

    assertState(HostState.BUSY, STEP.multipliedBy(3), "");
  }

  @Test
  void aConnectionThatNobodyLooksAfterMakesItWedged() {
    passes(Vitals.LOOK_LIMIT);
    assertThat(status().state()).isEqualTo(HostState.IDLE);
    passes(STEP);
    assertThat(status().state()).isEqualTo(HostState.WEDGED);
    assertThat(status().reason()).isEqualTo("nobody has looked after the connection for 190 s");
    vitals.looked();
    assertThat(status().state()).isEqualTo(HostState.IDLE);
    passes(Vitals.LOOK_LIMIT.plus(STEP));
    vitals.disconnected("gone");
    assertThat(status().state()).isEqualTo(HostState.CONNECTING);
  }

  @Test
  void aHostThatHasGivenUpIsWedgedForGood() {
    vitals.failed("no process can be started");
    vitals.connected();
    assertState(HostState.WEDGED, STEP, "no process can be started");
  }

  @Test
  void aHostThatEndsIsDrainingWhateverElseItIs() {
    vitals.begun();
    vitals.failed("no more");
    vitals.stopping();
    vitals.disconnected("closed");
    assertState(HostState.DRAINING, STEP, "");
  }

  @Test
  void answersAreCounted() {
    vitals.answered(new OutcomeCount(10, 0));
    vitals.answered(new OutcomeCount(3, 2));
    assertThat(status().tasksDone()).isEqualTo(13);
    assertThat(status().failures()).isEqualTo(2);
  }
}
