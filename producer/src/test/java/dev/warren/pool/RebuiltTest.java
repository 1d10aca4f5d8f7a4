package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RebuiltTest {

  private static Failure failure(Class<?> type, String message, Failure cause) {
    return new Failure(
        type.getName(), message, List.of(new Failure.Frame("T", "m", "T.java", 5)), cause);
  }

  private static Throwable rebuilt(Failure failure) {
    Origin origin = new Origin("host", 5, Instant.EPOCH, Duration.ofMillis(5), List.of());
    return Rebuilt.of(new Outcome.Failed(7, failure), TaskName.parse("a.B::c"), origin);
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.IllegalStateException, no",
    "java.lang.NullPointerException,",
    "java.lang.ArithmeticException, / by zero",
    "java.util.NoSuchElementException, ''",
    "java.lang.AssertionError, expected",
    "java.lang.StackOverflowError,",
    "java.lang.OutOfMemoryError, Java heap space",
    "java.util.EmptyStackException,",
    "dev.warren.pool.SampleExceptions$OnlyCause,",
    "dev.warren.pool.SampleExceptions$Hidden, secret"
  })
  void anUncheckedExceptionIsWhatItWas(String type, String message) throws Exception {
    Throwable thrown = rebuilt(failure(Class.forName(type), message, null));

    assertThat(thrown.getClass().getName()).isEqualTo(type);
    assertThat(thrown.getMessage()).isEqualTo(message);
    assertThat(thrown.getStackTrace())
        .containsExactly(new StackTraceElement("T", "m", "T.java", 5));
    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(thrown.getSuppressed()[0])
        .isInstanceOfSatisfying(
            RemoteTaskException.class,
            remote -> {
              assertThat(remote.taskId()).isEqualTo(7);
              assertThat(remote.remoteType()).isEqualTo(type);
              assertThat(remote.remoteMessage()).isEqualTo(message);
            })
        .hasMessageContaining("a.B::c (id 7) failed on host (pid 5)");
  }

  @Test
  void aCheckedExceptionIsTheCauseOfARemoteOne() {
    Throwable thrown = rebuilt(failure(IOException.class, "disk full", null));

    assertThat(thrown).isInstanceOf(RemoteTaskException.class);
    assertThat(thrown).hasMessageContaining("java.io.IOException: disk full");
    assertThat(thrown.getCause()).isExactlyInstanceOf(IOException.class).hasMessage("disk full");
  }

  @Test
  void causesAreRebuiltToo() {
    Failure missing = new Failure("no.such.Type", "gone", List.of(), null);
    Failure checked = failure(IOException.class, "disk full", missing);
    Throwable thrown = rebuilt(failure(UncheckedIOException.class, "outer", checked));

    // Its constructor takes an IOException and nothing else.
    assertThat(thrown).isInstanceOf(RemoteTaskException.class);
    Throwable other = rebuilt(failure(IllegalStateException.class, "outer", checked));
    assertThat(other).isInstanceOf(IllegalStateException.class);
    assertThat(other.getCause()).isExactlyInstanceOf(IOException.class).hasMessage("disk full");
    assertThat(other.getCause().getCause()).hasMessage("no.such.Type: gone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no.such.Type",
        "java.lang.String",
        "java.lang.Object",
        "int",
        "[I",
        "",
        "a/b",
        "dev.warren.pool.SampleExceptions$WordsItsOwnMessage",
        "dev.warren.pool.SampleExceptions$ConstructorThrows",
        "dev.warren.pool.SampleExceptions$ConstructorThrowsError",
        "dev.warren.pool.SampleExceptions$NoUsableConstructor",
        "dev.warren.pool.SampleExceptions$FailsToInitialize",
        "dev.warren.pool.SampleExceptions$AbstractOne",
        "dev.warren.pool.SampleExceptions$MessageThrows"
      })
  void whatCannotBeRebuiltIsDescribed(String type) {
    Failure cause = failure(IllegalStateException.class, "inner", null);
    Failure failure =
        new Failure(type, "message", List.of(new Failure.Frame("T", "m", null, -2)), cause);

    Throwable thrown = rebuilt(failure);

    assertThat(thrown)
        .isInstanceOfSatisfying(
            RemoteTaskException.class,
            remote -> {
              assertThat(remote.remoteType()).isEqualTo(type);
              assertThat(remote.remoteMessage()).isEqualTo("message");
            })
        .hasMessageEndingWith(type + ": message");
    assertThat(thrown.getCause()).hasMessage(type + ": message");
    assertThat(thrown.getCause().getStackTrace()).hasSize(1);
    assertThat(thrown.getCause().getCause())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("inner");
  }

  @Test
  void aDeepChainOfCausesIsRebuilt() {
    Failure deep = failure(IllegalStateException.class, "0", null);
    for (int i = 1; i < 150; i++) {
      deep = failure(i % 2 == 0 ? IllegalStateException.class : IOException.class, "" + i, deep);
    }

    assertThat(rebuilt(deep)).hasRootCauseMessage("0");
  }

  @Test
  void anExceptionWithoutSuppressionIsStillItself() {
    Throwable thrown = rebuilt(failure(SampleExceptions.Closed.class, "x", null));

    assertThat(thrown).isExactlyInstanceOf(SampleExceptions.Closed.class);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void aCauseThatAConstructorSetsItselfStays() {
    Throwable thrown =
        rebuilt(
            failure(SampleExceptions.OwnCause.class, "x", failure(IOException.class, "y", null)));

    assertThat(thrown)
        .isExactlyInstanceOf(SampleExceptions.OwnCause.class)
        .hasCauseInstanceOf(Error.class);
  }
}
