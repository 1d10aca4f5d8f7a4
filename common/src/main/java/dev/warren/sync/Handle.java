package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.codec.Travelling;
import dev.warren.codec.UnencodableException;
import dev.warren.codec.ValueCodec;
import dev.warren.sync.route.Caller;
import dev.warren.sync.route.Reply;
import dev.warren.sync.route.Tenure;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.time.Duration;
import java.util.List;

/**
 * A shared object as a process sees it. Two handles are equal if they stand for the same object.
 */
abstract class Handle implements Travelling {

  private final Reference reference;
  private volatile boolean travelled;

  Handle(Reference reference) {
    this.reference = reference;
  }

  /** The reference, for messages; programs do not need it. */
  @Override
  public final Reference reference() {
    travelled = true;
    return reference;
  }

  final String manager() {
    return reference.manager();
  }

  final long objectId() {
    return reference.id();
  }

  /** Whether another process may have this handle as well. */
  final boolean hasTravelled() {
    return travelled;
  }

  private Caller caller() {
    return Caller.of(reference.manager());
  }

  /** Asks for something that may take its time. */
  final Answer ask(Op op, long timeout, byte[]... values) throws InterruptedException {
    return askToKeep(op, timeout, values).answer();
  }

  /** Asks for something that is kept until the way to the manager is lost. */
  final Reply askToKeep(Op op, long timeout, byte[]... values) throws InterruptedException {
    Reply reply = caller().call(op, reference.id(), timeout, bounded(List.of(values)));
    check(reply.answer().status());
    return reply;
  }

  /** Asks for something that may take its time, and for as long as it does. */
  final Answer askForEver(Op op, byte[]... values) throws InterruptedException {
    return ask(op, Request.FOR_EVER, values);
  }

  /** Asks for something that takes none. */
  final Answer askNow(Op op, byte[]... values) {
    return askNow(op, List.of(values));
  }

  final Answer askNow(Op op, List<byte[]> values) {
    return checked(caller().callNow(op, reference.id(), bounded(values)));
  }

  /** Sends something without waiting for an answer. */
  final void tell(Op op, List<byte[]> values) {
    check(caller().send(op, reference.id(), bounded(values)));
  }

  /** Sends something that may fail unnoticed: whatever comes next will tell. */
  final void mention(Op op) {
    caller().mention(op, reference.id());
  }

  private static List<byte[]> bounded(List<byte[]> values) {
    if (values.stream().mapToLong(each -> each.length).sum() > ValueCodec.MAX_BYTES) {
      throw new UnencodableException(
          "what is sent together takes more than "
              + ValueCodec.MAX_BYTES
              + " bytes as JSON, the limit: send it in parts",
          null);
    }
    return values;
  }

  private Answer checked(Answer answer) {
    check(answer.status());
    return answer;
  }

  private void check(Status status) {
    switch (status) {
      case GONE ->
          throw new ManagerGoneException(
              reference.manager(),
              this
                  + " cannot be reached: the process of its manager has ended or has closed it, or"
                  + " no way leads there from here (managers on other machines need"
                  + " Manager.connect)");
      case LOST ->
          throw new ManagerConnectionException(
              reference.manager(),
              "the connection to the manager of "
                  + this
                  + " was lost: what was asked for may or may not have been done");
      case TOO_LARGE ->
          throw new UnencodableException(
              "what was asked of "
                  + this
                  + " takes more than "
                  + ValueCodec.MAX_BYTES
                  + " bytes as JSON, the limit: ask for parts of it",
              null);
      case MALFORMED -> throw new IllegalStateException(this + " does not know this operation");
      default -> {}
    }
  }

  /** Refuses to give back what was taken in a tenure that has ended: it may be somebody else's. */
  final void checkKept(Tenure tenure) {
    Status end = tenure.end().orElse(Status.OK);
    if (end == Status.LOST) {
      throw new ManagerConnectionException(
          reference.manager(),
          "the connection to the manager of "
              + this
              + " was lost while it was held: it was released then, and somebody else may have"
              + " acquired it since");
    }
    check(end);
  }

  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout is at least 0, not " + timeout);
    }
    try {
      return timeout.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Handle that
        && reference.manager().equals(that.reference.manager())
        && reference.id() == that.reference.id();
  }

  @Override
  public final int hashCode() {
    return 31 * reference.manager().hashCode() + Long.hashCode(reference.id());
  }

  @Override
  public final String toString() {
    return reference.kind() + " " + reference.id() + " of manager " + reference.manager();
  }
}
