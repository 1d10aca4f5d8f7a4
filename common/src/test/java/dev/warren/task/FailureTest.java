package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

  @Test
  void keepsTypeMessageStackAndCauses() {
    IllegalStateException thrown =
        new IllegalStateException("outer", new java.io.IOException("inner"));

    Failure failure = Failure.of(thrown);

    assertThat(failure.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.message()).isEqualTo("outer");
    assertThat(failure.cause().type()).isEqualTo("java.io.IOException");
    assertThat(failure.cause().message()).isEqualTo("inner");
    assertThat(failure.cause().cause()).isNull();
    assertThat(failure.stack().get(0).toElement())
        .hasToString(thrown.getStackTrace()[0].toString());
    assertThat(failure).hasToString("java.lang.IllegalStateException: outer");
    assertThat(Failure.of(new Error())).hasToString("java.lang.Error");
  }

  @Test
  void cutsADeepChainOfCauses() {
    Throwable deep = new RuntimeException("0");
    for (int i = 1; i < 10_000; i++) {
      deep = new RuntimeException(Integer.toString(i), deep);
    }

    assertThat(depth(Failure.of(deep))).isEqualTo(Failure.MAX_CAUSES);
  }

  @Test
  void cutsACircleOfCauses() {
    RuntimeException inner = new RuntimeException("inner");
    RuntimeException outer = new RuntimeException("outer", inner);
    inner.initCause(outer);

    assertThat(depth(Failure.of(outer))).isEqualTo(2);
  }

  @Test
  void keepsTheInnermostFrames() {
    RuntimeException thrown = new RuntimeException();
    StackTraceElement[] frames = new StackTraceElement[5_000];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new StackTraceElement("Type", "method" + i, null, -1);
    }
    thrown.setStackTrace(frames);

    Failure failure = Failure.of(thrown);

    assertThat(failure.stack()).hasSize(Failure.MAX_FRAMES);
    assertThat(failure.stack().get(0)).isEqualTo(new Failure.Frame("Type", "method0", null, -1));
  }

  @Test
  void cutsAHugeMessage() {
    String message = Failure.of(new RuntimeException("x".repeat(1 << 20))).message();

    assertThat(message).startsWith("xxx").endsWith("... (cut)");
    assertThat(message.length()).isBetween(Failure.MAX_MESSAGE, Failure.MAX_MESSAGE + 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\ud800", "\udc00b", "\ud800\ud800"})
  void keepsOnlyWhatCanBeWrittenAsUtf8(String message) {
    assertThat(Failure.of(new RuntimeException(message)).message())
        .contains("?")
        .matches(kept -> StandardCharsets.UTF_8.newEncoder().canEncode(kept), "can be encoded");
  }

  @Test
  void keepsWholePairsOfSurrogates() {
    assertThat(Failure.of(new RuntimeException("a😀\u2028b")).message()).isEqualTo("a😀\u2028b");
  }

  /** Everything that can be overridden throws, or gives nothing. */
  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Throwable thrown;

    Hostile(Throwable thrown) {
      this.thrown = thrown;
    }

    private Object fail() {
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      return null;
    }

    @Override
    public String getMessage() {
      return (String) fail();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return (StackTraceElement[]) fail();
    }

    @Override
    public synchronized Throwable getCause() {
      return (Throwable) fail();
    }
  }

  @Test
  void describesAnExceptionWhoseMethodsThrow() {
    Failure unchecked = Failure.of(new Hostile(new IllegalStateException()));
    Failure error = Failure.of(new Hostile(new StackOverflowError()));

    assertThat(unchecked.type()).isEqualTo(Hostile.class.getName());
    assertThat(unchecked.message()).contains("getMessage()", "IllegalStateException");
    assertThat(error.message()).contains("getMessage()", "StackOverflowError");
    assertThat(error.stack()).isEmpty();
    assertThat(error.cause()).isNull();
  }

  @Test
  void describesAnExceptionWhoseMethodsReturnNothing() {
    assertThat(Failure.of(new Hostile(null)))
        .isEqualTo(new Failure(Hostile.class.getName(), null, List.of(), null));
  }

  @Test
  void hasATypeAndWholeFrames() {
    assertThatThrownBy(() -> new Failure(null, "m", List.of(), null)).hasMessage("type");
    assertThatThrownBy(() -> new Failure.Frame(null, "m", null, 0)).hasMessage("type");
    assertThatThrownBy(() -> new Failure.Frame("T", null, null, 0)).hasMessage("method");
  }

  private static int depth(Failure failure) {
    int depth = 0;
    for (Failure each = failure; each != null; each = each.cause()) {
      depth++;
    }
    return depth;
  }
}
