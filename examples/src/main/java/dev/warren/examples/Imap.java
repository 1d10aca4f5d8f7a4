package dev.warren.examples;

import dev.warren.pool.Pool;
import dev.warren.pool.ResultIterator;
import java.util.Iterator;
import java.util.stream.Stream;

/** {@code imap} pulls its input as results are taken, a little ahead: the input may be endless. */
public final class Imap {

  private Imap() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Iterator<Long> numbers = Stream.iterate(0L, x -> x + 1).iterator();
    try (Pool pool = Pool.create();
        ResultIterator<Long> squares = pool.imap(Squares::square, numbers)) {
      for (int i = 0; i < 10; i++) {
        System.out.println(squares.next());
      }
    }
  }
}
