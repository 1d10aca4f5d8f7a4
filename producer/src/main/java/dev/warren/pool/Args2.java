package dev.warren.pool;

/**
 * The arguments of one call of a task that takes two, for {@code starmap}.
 *
 * @param a the first argument
 * @param b the second argument
 * @param <A> the type of the first
 * @param <B> the type of the second
 */
public record Args2<A, B>(A a, B b) {

  /**
   * Puts two arguments together.
   *
   * @param a the first argument
   * @param b the second argument
   * @param <A> the type of the first
   * @param <B> the type of the second
   * @return both
   */
  public static <A, B> Args2<A, B> of(A a, B b) {
    return new Args2<>(a, b);
  }
}
