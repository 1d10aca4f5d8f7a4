package dev.warren.codec;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Types that tests encode, and their full generic forms. */
final class Samples {

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
