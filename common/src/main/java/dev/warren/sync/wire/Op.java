package dev.warren.sync.wire;

/** What can be asked of a shared object. */
public enum Op {
  /** Adds to a queue or pipe, sets an element or a value. */
  PUT(0),
  /** Takes from a queue or pipe, looks at an element or a value. */
  GET(1),
  /** Adds at the end of a list. */
  ADD(2),
  /** Adds in the middle of a list. */
  INSERT(3),
  /** Removes an element. */
  REMOVE(4),
  /** Sets an element or a value if it is what the client thinks. */
  SWAP(5),
  /** Counts. */
  SIZE(6),
  /** Copies all elements. */
  ALL(7),
  /** Empties; makes an event false. */
  CLEAR(8),
  /** The number that the object was made with: a queue's bound, a barrier's parties. */
  BOUND(9),
  /** An item of a queue is dealt with. */
  TASK_DONE(10),
  /** Waits until all items are dealt with. */
  JOIN(11),
  /** Takes a lock or a permit. */
  ACQUIRE(12),
  /** Gives a lock or a permit back. */
  RELEASE(13),
  /** Makes an event true. */
  SET(14),
  /** Whether an event is true, a barrier is broken. */
  IS_SET(15),
  /** Waits: for an event, a condition, the others at a barrier, something in a pipe. */
  AWAIT(16),
  /** Wakes those who wait for a condition. */
  SIGNAL(17),
  /** Breaks a barrier. */
  ABORT(18),
  /** Makes a barrier whole. */
  RESET(19),
  /** Closes an end of a pipe. */
  CLOSE(20),
  /** Gives up the request of the same number; to no object. */
  CANCEL(21),
  /** The client ends; to no object. */
  LEAVE(22),
  /** The client has got an end of a pipe, and may use it. */
  USE(23);

  private final int code;

  Op(int code) {
    this.code = code;
  }

  /** What stands for it on the wire. */
  int code() {
    return code;
  }

  static Op of(int code) {
    for (Op each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException("there is no operation " + code);
  }
}
