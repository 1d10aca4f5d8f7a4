package dev.warren.lambda;

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
    public int value;

    int get() {
      return value;
    }

    int twice() {
      return 2 * get();
    }
  }

  /** Looks like its superclass in JSON, and behaves differently. */
  static final class Sub extends Base {
    static Sub of(int value) {
      Sub made = new Sub();
      made.value = value;
      return made;
    }

    @Override
    int get() {
      return value + 1_000;
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
