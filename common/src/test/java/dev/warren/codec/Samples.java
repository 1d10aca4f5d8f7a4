package dev.warren.codec;

import dev.warren.retry.Backoff;
import dev.warren.retry.HeapEscalation;
import dev.warren.retry.LimitEscalation;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Attempt;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.Terms;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types that tests encode, and their full generic forms. */
final class Samples {

  /** Terms with a setting and an ending of each kind. */
  static final Terms TERMS =
      Terms.ofDefaults()
          .withLive(true)
          .withPolicy(
              RetryPolicy.builder()
                  .attempts(5)
                  .crashAttempts(2)
                  .timeoutAttempts(4)
                  .backoff(new Backoff(Duration.ofMillis(5), 1.5, Duration.ofDays(2), 1))
                  .crashBackoff(Backoff.of(Duration.ofSeconds(1), Duration.ofSeconds(9)))
                  .retryOn(IOException.class, IllegalStateException.class)
                  .giveUpOn(EOFException.class)
                  .retryIf("a.B::c")
                  .onOutOfMemory(HeapEscalation.heapTimes(2), HeapEscalation.upTo("2g"))
                  .onTimeout(LimitEscalation.limitTimes(1.5), Duration.ofHours(3))
                  .build())
          .withHistory(
              List.of(
                  attempt(1, new Ending.Failed("a.B", "no \"way\"")),
                  attempt(2, new Ending.Later(Duration.ofMinutes(5), "not yet")),
                  attempt(3, new Ending.Died(new Death("h", 7, 137, "why", List.of("ü\n")))),
                  attempt(4, new Ending.TimedOut(true, Duration.ofSeconds(3)))));

  private static Attempt attempt(int number, Ending ending) {
    Instant start = Instant.ofEpochMilli(1_795_460_000_123L);
    return new Attempt(number, start, Duration.ofNanos(1_500), "far", 4711, ending);
  }

  record Point(int x, int y) {}

  record Line(Point from, Point to) {}

  /** A record whose type does not say what is in it. */
  record Any(Object value) {}

  record Named(String name, JsonText text) {}

  record Node(int value, Node next) {}

  /** Refuses what does not suit it. */
  record Positive(int value) {
    Positive {
      if (value < 0) {
        throw new IllegalArgumentException("negative");
      }
      if (value == 0) {
        throw new AssertionError("zero");
      }
    }
  }

  /** Fails only after part of it was written. */
  static final class Broken {
    public String getFirst() {
      return "x".repeat(100_000);
    }

    public int getSecond() {
      return failing("second");
    }
  }

  enum Op {
    ADD {
      @Override
      int apply(int a, int b) {
        return a + b;
      }
    };

    abstract int apply(int a, int b);
  }

  /** Each method's return type is a type to test with. */
  @SuppressWarnings("unused") // By reflection.
  private interface Types {
    List<Long> longs();

    Map<String, List<Point>> pointsByName();

    Optional<Long> maybe();

    Set<Op> ops();

    Map<Long, String> byLong();

    List<JsonText> texts();

    List<? extends Number> numbers();

    Map<Point, String> byPoint();
  }

  private Samples() {}

  static Type type(String method) {
    try {
      return Types.class.getDeclaredMethod(method).getGenericReturnType();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(method, e);
    }
  }

  private static int failing(String message) {
    if (message.isEmpty()) {
      return 0;
    }
    throw new AssertionError(message);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** {@code 1} inside so many arrays. */
  static String nested(int depth) {
    return "[".repeat(depth) + "1" + "]".repeat(depth);
  }
}
