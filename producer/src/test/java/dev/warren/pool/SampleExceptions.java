package dev.warren.pool;

/** Exceptions of every kind, to be rebuilt or not. */
@SuppressWarnings("unused") // By name.
final class SampleExceptions {

  private SampleExceptions() {}

  static class Base extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Base(String message) {
      super(message);
    }
  }

  static final class Hidden extends Base {
    private static final long serialVersionUID = 1L;

    private Hidden(String message) {
      super(message);
    }
  }

  static final class OnlyCause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnlyCause(Throwable cause) {
      super(cause);
    }
  }

  static final class OwnCause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OwnCause(String message) {
      super(message, new Error("its own"));
    }
  }

  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Closed(String message) {
      super(message, null, false, true);
    }
  }

  static final class WordsItsOwnMessage extends Base {
    private static final long serialVersionUID = 1L;

    WordsItsOwnMessage(String name) {
      super("no such thing: " + name);
    }
  }

  static final class ConstructorThrows extends Base {
    private static final long serialVersionUID = 1L;

    ConstructorThrows(String message) {
      super(message);
      throw new IllegalStateException();
    }
  }

  static final class ConstructorThrowsError extends Base {
    private static final long serialVersionUID = 1L;

    ConstructorThrowsError(String message) {
      super(message);
      throw new AssertionError();
    }
  }

  static final class NoUsableConstructor extends Base {
    private static final long serialVersionUID = 1L;

    NoUsableConstructor(int a, int b) {
      super("message" + a + b);
    }
  }

  abstract static class AbstractOne extends Base {
    private static final long serialVersionUID = 1L;

    AbstractOne(String message) {
      super(message);
    }
  }

  static final class FailsToInitialize extends Base {
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

  static final class MessageThrows extends Base {
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
