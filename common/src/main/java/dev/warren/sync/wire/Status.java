package dev.warren.sync.wire;

/** How a request has ended. */
public enum Status {
  /** It is done. */
  OK(0),
  /** It could not be done in its time, or what it compares with has changed. */
  NO(1),
  /** The barrier is broken. */
  BROKEN(2),
  /** The client does not hold the lock. */
  NOT_HELD(3),
  /** It was released, or dealt with, more often than taken. */
  TOO_OFTEN(4),
  /** The other end of the pipe is closed. */
  ENDED(5),
  /** This end of the pipe is closed. */
  CLOSED(6),
  /** There is no such position in the list. */
  NO_SUCH_INDEX(7),
  /** The answer is larger than what may travel. */
  TOO_LARGE(8),
  /** The object does not know the operation, or its values make no sense. */
  MALFORMED(9),
  /** The client has given the request up. */
  CANCELLED(10),
  /** The manager cannot be reached: it has ended, or there is no way to it. */
  GONE(11),
  /** The connection was lost: it may or may not have been done. */
  LOST(12);

  private final int code;

  Status(int code) {
    this.code = code;
  }

  /** What stands for it on the wire. */
  int code() {
    return code;
  }

  static Status of(int code) {
    for (Status each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException("there is no status " + code);
  }
}
