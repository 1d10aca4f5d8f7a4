package dev.warren.pool;

/**
 * The arguments of one call of a task that takes three, for {@code starmap}.
 *
 * @param a the first argument
 * @param b the second argument
 * @param c the third argument
 * @param <A> the type of the first
 * @param <B> the type of the second
 * @param <C> the type of the third
 */
public record Args3<A, B, C>(A a, B b, C c) {

  /**
   * Puts three arguments together.
   *
   * @param a the first argument
   * @param b the second argument
   * @param c the third argument
   * @param <A> the type of the first
   * @param <B> the type of the second
   * @param <C> the type of the third
   * @return all three
   */
  public static <A, B, C> Args3<A, B, C> of(A a, B b, C c) {
    return new Args3<>(a, b, c);
  }
}
