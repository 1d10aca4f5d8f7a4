package dev.warren.worker.child;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What host and child say to each other through their pipes; {@code docs/protocol.md} has the
 * bytes.
 *
 * @param type what kind of frame it is
 * @param number a number whose meaning depends on the type; 0 where it has none
 * @param body the content; not to be modified
 */
record Frame(Type type, int number, byte[] body) {

  /** The largest body that is accepted: a damaged length must not exhaust memory. */
  static final int MAX_BODY = 256 * 1024 * 1024;

  /** The kinds of frames, with the byte that stands for each. */
  enum Type {
    /** Host to child, first: how to begin, see {@link StartOrder}. */
    START('S'),
    /** Host to child: run this batch; the number says for the how manieth time, from 1. */
    BATCH('B'),
    /** Host to child: do not begin this task of the batch, and if the number is 1, hold it. */
    CANCEL('C'),
    /** Host to child: leave; nothing follows. */
    QUIT('Q'),
    /** Child to host: initialized, ready for batches; the number is its heap in MiB. */
    READY('R'),
    /** Child to host: the initializer threw; the body is an outcome message. */
    INITIALIZER_FAILED('F'),
    /** Child to host: outcomes, more follow; the number counts them. */
    OUTCOMES('O'),
    /** Child to host: outcomes, the last of the batch; the number counts them. */
    LAST_OUTCOMES('L'),
    /** Child to host: a call that failed and is to be tried again; the body as its outcome. */
    AGAIN('A'),
    /** Child to host: a line that Java code printed; the number counts batches. */
    PRINTED('P'),
    /** The same for the standard error. */
    PRINTED_ERROR('E'),
    /** Child to host: how far a task has got; the number counts batches. */
    PROGRESS('G'),
    /** Child to host: a task that was to be cancelled is held; nothing runs, kill me. */
    HELD('K'),
    /** Child to host: still there. */
    HEARTBEAT('H');

    private final byte code;

    Type(char code) {
      this.code = (byte) code;
    }

    byte code() {
      return code;
    }

    static Optional<Type> of(byte code) {
      return Stream.of(values()).filter(each -> each.code == code).findFirst();
    }
  }

  static final byte[] EMPTY = {};
}
