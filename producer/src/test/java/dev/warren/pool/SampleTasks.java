package dev.warren.pool;

import dev.warren.task.Task;
import java.util.List;

/** Methods of every kind, to be referred to as tasks. */
final class SampleTasks {

  record Point(int x, int y) {
    int sum() {
      return x + y;
    }

    static Point diagonal(int both) {
      return new Point(both, both);
    }
  }

  interface Shouting {
    static String shout(String text) {
      return text + "!";
    }

    default String shoutAll(String text) {
      return text + "!!!";
    }
  }

  record Speaker(String name) implements Shouting {
    String greet(String text) {
      return text + ", " + name;
    }
  }

  static class Base {
    private final int value;

    Base(int value) {
      this.value = value;
    }

    public int getValue() {
      return value;
    }

    int scaled() {
      return 2 * value;
    }
  }

  static final class Sub extends Base {
    Sub(int value) {
      super(value);
    }

    @Override
    int scaled() {
      return 3 * getValue();
    }
  }

  private SampleTasks() {}

  @Task
  static int square(int x) {
    return x * x;
  }

  static int overloaded(int x) {
    return x;
  }

  static int overloaded(String x) {
    return x.length();
  }

  static long addLong(long a, long b) {
    return a + b;
  }

  static <T> List<T> listOf(T one) {
    return List.of(one);
  }

  static int count(String... texts) {
    return texts.length;
  }

  static List<Long> longs(int size) {
    return java.util.Collections.nCopies(size, 5L);
  }
}
