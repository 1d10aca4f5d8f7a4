package dev.warren.pool;

/** What the inputs of a map or an imap are to its calls. */
final class CallArguments {

  private CallArguments() {}

  static Object[] one(Object argument) {
    return new Object[] {argument};
  }

  static Object[] two(Args2<?, ?> arguments) {
    return new Object[] {arguments.a(), arguments.b()};
  }

  static Object[] three(Args3<?, ?, ?> arguments) {
    return new Object[] {arguments.a(), arguments.b(), arguments.c()};
  }

  /** Refuses a chunk size that is none. */
  static int checked(int chunkSize) {
    if (chunkSize < 1) {
      throw new IllegalArgumentException("chunkSize must be at least 1, not " + chunkSize);
    }
    return chunkSize;
  }
}
