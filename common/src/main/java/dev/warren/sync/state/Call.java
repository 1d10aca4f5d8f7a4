package dev.warren.sync.state;

import dev.warren.codec.ValueCodec;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.util.List;

/**
 * A request at its object: answered at once, or parked until something happens, its time is over or
 * its client gives it up. Under the owner's lock.
 */
final class Call {

  /** Larger answers cannot travel. */
  private static final long MAX_ANSWER_BYTES = ValueCodec.MAX_BYTES;

  /** Runs an action once, later, under the owner's lock; returns what calls it off. */
  interface Delay {
    Runnable in(long nanos, Runnable action);
  }

  private final Client client;
  private final Request request;
  private final Delay delay;
  private Runnable callOff = Call::nothing;
  private Runnable onGivenUp = Call::nothing;

  Call(Client client, Request request, Delay delay) {
    this.client = client;
    this.request = request;
    this.delay = delay;
  }

  private static void nothing() {}

  Client client() {
    return client;
  }

  Member member() {
    return new Member(client, request.thread());
  }

  Request request() {
    return request;
  }

  byte[] value(int index) {
    return request.values().get(index);
  }

  long number(int index) {
    return Numbers.read(value(index));
  }

  /**
   * Waits.
   *
   * @param onTimeout what to do when its time is over: answer, or park it elsewhere
   * @param whenGivenUp what to do when its client wants it no more: the same
   */
  void park(Runnable onTimeout, Runnable whenGivenUp) {
    if (request.timeout() == 0) {
      onTimeout.run();
      return;
    }
    onGivenUp = whenGivenUp;
    client.parked(this);
    if (request.timeout() > 0) {
      callOff = delay.in(request.timeout(), onTimeout);
    }
  }

  /** Its time does not run any more, and it cannot be given up. */
  void disarm() {
    callOff.run();
    callOff = Call::nothing;
    onGivenUp = Call::nothing;
  }

  void giveUp() {
    onGivenUp.run();
  }

  void ok(byte[]... values) {
    answer(Status.OK, List.of(values));
  }

  void ok(List<byte[]> values) {
    answer(Status.OK, values);
  }

  void ok(long number) {
    ok(Numbers.write(number));
  }

  void okIf(boolean done) {
    answer(done ? Status.OK : Status.NO);
  }

  void answer(Status status) {
    answer(status, List.of());
  }

  private void answer(Status status, List<byte[]> values) {
    disarm();
    client.settled(this);
    if (request.number() == Request.NO_ANSWER) {
      return;
    }
    boolean fits = values.stream().mapToLong(each -> each.length).sum() <= MAX_ANSWER_BYTES;
    client.answer(
        fits
            ? new Answer(request.number(), status, values)
            : new Answer(request.number(), Status.TOO_LARGE, List.of()));
  }
}
