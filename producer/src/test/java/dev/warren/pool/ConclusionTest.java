package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.JsonText;
import dev.warren.codec.UndecodableException;
import dev.warren.codec.ValueCodec;
import dev.warren.task.Attempt;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.MemoryExcess;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConclusionTest {

  private static final TaskName TASK = TaskName.parse("a.B::c");
  private static final Origin ORIGIN =
      new Origin("h", 1, Instant.EPOCH, Duration.ofMillis(5), List.of());

  /** Refuses to be made. */
  record Broken(int value) {
    Broken {
      throw new AssertionError("never");
    }
  }

  private static Conclusion of(Outcome outcome, Class<?> type) {
    return Conclusion.of(outcome, TASK, ORIGIN, ValueCodec.of(type));
  }

  private static Outcome value(String json) {
    return new Outcome.Succeeded(7, json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aValueIsReadAsTheTasksResult() {
    assertThat(of(value("5"), long.class).get()).isEqualTo(5L);
    assertThat(of(value("null"), String.class).get()).isNull();
    assertThat(of(value("null"), String.class).isSuccess()).isTrue();
    assertThat(of(value("[1e400]"), JsonText.class).get()).isEqualTo(new JsonText("[1e400]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "junk", "\"text\"", "{\"value\":", "{\"value\":1}", "1 2"})
  void aValueThatCannotBeReadIsAFailure(String json) {
    for (Class<?> type : List.of(int.class, Broken.class)) {
      Conclusion conclusion = of(value(json), type);

      assertThat(conclusion.isSuccess()).isFalse();
      assertThatThrownBy(conclusion::get)
          .isInstanceOf(UndecodableException.class)
          .hasMessageStartingWith("the result of a.B::c cannot be read");
    }
  }

  @Test
  void aValueThatIsNoJsonIsAFailureEvenIfJsonIsAllThatIsWanted() {
    assertThatThrownBy(of(value("junk"), JsonText.class)::get)
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void anExceptionIsMadeAnewForEachWhoAsks() {
    Conclusion conclusion =
        of(
            new Outcome.Failed(
                7, new Failure("java.lang.ArithmeticException", "/ by zero", List.of(), null)),
            int.class);

    Throwable one = conclusion.exception().get();
    Throwable two = conclusion.exception().get();

    assertThat(one).isInstanceOf(ArithmeticException.class).hasMessage("/ by zero");
    assertThat(one).isNotSameAs(two);
    assertThatThrownBy(conclusion::get).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void anErrorIsThrownAsAnError() {
    Failure failure = new Failure("java.lang.StackOverflowError", null, List.of(), null);

    assertThatThrownBy(of(new Outcome.Failed(7, failure), int.class)::get)
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void aDeathSaysHowTheProcessesDied() {
    Death first = new Death("h1", 10, 1, "", List.of());
    Death last = new Death("h2", 11, 137, "out of time", List.of("line 1", "line 2"));

    assertThatThrownBy(of(new Outcome.WorkerDied(7, List.of(first, last)), int.class)::get)
        .isInstanceOfSatisfying(
            WorkerDiedException.class,
            e -> {
              assertThat(e.taskId()).isEqualTo(7);
              assertThat(e.deaths()).containsExactly(first, last);
              assertThat(e.exitCode()).isEqualTo(137);
              assertThat(e.signal()).isEqualTo(9);
            })
        .hasMessage(
            "the worker process died under task a.B::c (id 7), 2 attempts: exit code 1 [pid 10 on"
                + " h1]; signal 9 (SIGKILL), out of time [pid 11 on h2]; its last lines:\n"
                + "  line 1\n  line 2");
  }

  @Test
  void aTimeoutSaysWhichLimitItWas() {
    Duration limit = Duration.ofSeconds(2);
    Failure failure = new Failure("java.lang.InterruptedException", "no", List.of(), null);

    assertThatThrownBy(of(new Outcome.TimedOut(7, true, limit, Optional.empty()), int.class)::get)
        .isInstanceOfSatisfying(
            TaskTimeoutException.class,
            e -> {
              assertThat(e.taskId()).isEqualTo(7);
              assertThat(e.isHard()).isTrue();
              assertThat(e.limit()).isEqualTo(limit);
              assertThat(e.attempts()).hasSize(1);
            })
        .hasNoCause()
        .hasMessage(
            "task a.B::c (id 7) ran for more than its hard limit of PT2S and its process was"
                + " killed, on h (pid 1)");
    assertThatThrownBy(
            of(new Outcome.TimedOut(7, false, limit, Optional.of(failure)), int.class)::get)
        .isInstanceOfSatisfying(TaskTimeoutException.class, e -> assertThat(e.isHard()).isFalse())
        .hasMessageContaining("its soft limit of PT2S and ended when interrupted")
        .hasCauseInstanceOf(InterruptedException.class)
        .hasRootCauseMessage("no");
  }

  @Test
  void aDeathForWantOfMemoryHasTheFigures() {
    MemoryExcess excess = new MemoryExcess(MemoryExcess.Kind.RESIDENT, 1L << 30, 3L << 29);
    Death death = new Death("h", 10, 137, "killed", List.of(), Optional.of(excess));

    assertThatThrownBy(of(new Outcome.WorkerDied(7, List.of(death)), int.class)::get)
        .isInstanceOfSatisfying(
            WorkerDiedException.class, e -> assertThat(e.outOfMemory()).contains(excess))
        .hasMessageContaining("out of memory: 1.5 GiB resident, its limit is 1 GiB");
  }

  @Test
  void whatHasExpiredTellsOfTheAttemptsBefore() {
    Outcome expired = new Outcome.Expired(7, Instant.EPOCH);
    Attempt first =
        new Attempt(
            1, Instant.EPOCH, Duration.ZERO, "far", 5, new Ending.Failed("a.Gone", "not there"));
    Origin retried = new Origin("h", 1, Instant.EPOCH, Duration.ZERO, List.of(first));

    assertThatThrownBy(of(expired, int.class)::get)
        .isInstanceOfSatisfying(
            TaskExpiredException.class,
            e -> {
              assertThat(e.taskId()).isEqualTo(7);
              assertThat(e.expiredAt()).isEqualTo(Instant.EPOCH);
              assertThat(e.attempts()).isEmpty();
            })
        .hasMessageContaining("a.B::c was not run: ")
        .hasMessageEndingWith("or more workers");
    assertThatThrownBy(Conclusion.of(expired, TASK, retried, ValueCodec.of(int.class))::get)
        .isInstanceOfSatisfying(
            TaskExpiredException.class, e -> assertThat(e.attempts()).containsExactly(first))
        .hasMessageContaining("a.B::c was not run again: ")
        .hasMessageContaining("; before that:\n  attempt 1 at ")
        .hasMessageEndingWith("a.Gone: not there");
  }

  @Test
  void aRejectionSaysWhy() {
    assertThatThrownBy(of(new Outcome.Rejected(7, "no such task"), int.class)::get)
        .isInstanceOfSatisfying(
            TaskRejectedException.class, e -> assertThat(e.taskId()).isEqualTo(7))
        .hasMessage("no such task");
  }
}
