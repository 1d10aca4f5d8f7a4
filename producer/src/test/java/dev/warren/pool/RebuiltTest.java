package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    return Rebuilt.of(new Outcome.Failed(7, failure), TaskName.parse("a.B::c"), "on host (pid 5)");
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
    "dev.warren.pool.RebuiltTest$OnlyCause,",
    "dev.warren.pool.RebuiltTest$Hidden, secret"
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
        "dev.warren.pool.RebuiltTest$WordsItsOwnMessage",
        "dev.warren.pool.RebuiltTest$ConstructorThrows",
        "dev.warren.pool.RebuiltTest$ConstructorThrowsError",
        "dev.warren.pool.RebuiltTest$NoUsableConstructor",
        "dev.warren.pool.RebuiltTest$FailsToInitialize",
        "dev.warren.pool.RebuiltTest$AbstractOne",
        "dev.warren.pool.RebuiltTest$MessageThrows"
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
    Throwable thrown = rebuilt(failure(Closed.class, "x", null));

    assertThat(thrown).isExactlyInstanceOf(Closed.class);
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void aCauseThatAConstructorSetsItselfStays() {
    Throwable thrown = rebuilt(failure(OwnCause.class, "x", failure(IOException.class, "y", null)));

    assertThat(thrown).isExactlyInstanceOf(OwnCause.class).hasCauseInstanceOf(Error.class);
  }

  private static class Base extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Base(String message) {
      super(message);
    }
  }

  private static final class Hidden extends Base {
    private static final long serialVersionUID = 1L;

    private Hidden(String message) {
      super(message);
    }
  }

  private static final class OnlyCause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnlyCause(Throwable cause) {
      super(cause);
    }
  }

  private static final class OwnCause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnCause(String message) {
      super(message, new Error("its own"));
    }
  }

  private static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Closed(String message) {
      super(message, null, false, true);
    }
  }

  private static final class WordsItsOwnMessage extends Base {
    private static final long serialVersionUID = 1L;

    WordsItsOwnMessage(String name) {
      super("no such thing: " + name);
    }
  }

  private static final class ConstructorThrows extends Base {
    private static final long serialVersionUID = 1L;

    ConstructorThrows(String message) {
      super(message);
      throw new IllegalStateException();
    }
  }

  private static final class ConstructorThrowsError extends Base {
    private static final long serialVersionUID = 1L;

    ConstructorThrowsError(String message) {
      super(message);
      throw new AssertionError();
    }
  }

  private static final class NoUsableConstructor extends Base {
    private static final long serialVersionUID = 1L;

    NoUsableConstructor(int a, int b) {
      super("message" + a + b);
    }
  }

  private abstract static class AbstractOne extends Base {
    private static final long serialVersionUID = 1L;

    AbstractOne(String message) {
      super(message);
    }
  }

  private static final class FailsToInitialize extends Base {
    private static final long serialVersionUID = 1L;

    static {
      if (true) {
        throw new IllegalStateException("static");
      }
    }

    FailsToInitialize(String message) {
      super(message);
    }
  }

  private static final class MessageThrows extends Base {
    private static final long serialVersionUID = 1L;

    MessageThrows(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      throw new AssertionError("getMessage");
    }
  }
}
