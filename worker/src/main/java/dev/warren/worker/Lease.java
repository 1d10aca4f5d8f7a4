package dev.warren.worker;

import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Delivery;
import java.util.Arrays;

/** A batch that this host has begun and has not answered in full. Thread-safe. */
final class Lease {

  private final Delivery delivery;
  private Delivery last;
  private final long batch;
  private final Answer answer;
  private final Runnable stop;
  private final long since;
  private boolean lost;
  private boolean abandoned;

  /** {@code stop} has what runs of it end, and what does not run not begin. */
  Lease(Delivery delivery, long batch, Answer answer, Runnable stop, long since) {
    this.delivery = delivery;
    this.last = delivery;
    this.batch = batch;
    this.answer = answer;
    this.stop = stop;
    this.since = since;
  }

  long batch() {
    return batch;
  }

  String replyTo() {
    return answer.replyTo();
  }

  /** Whether its producer waits for it, and may be told of it. */
  boolean isAwaited() {
    return !delivery.isReplayed();
  }

  /** When it was begun, in nanoseconds. */
  long since() {
    return since;
  }

  /** The broker may give it to somebody else from now on. */
  synchronized void lose() {
    lost = true;
  }

  /** Whether the broker may do so, and hears no acknowledgement. */
  synchronized boolean isLost() {
    return lost || last.isLost();
  }

  synchronized boolean isAbandoned() {
    return abandoned;
  }

  /** Whether a delivery is of the very same message, which includes the calls and their attempt. */
  boolean isSame(Delivery other) {
    return Arrays.equals(delivery.body(), other.body())
        && ReplyQueues.ownerOf(replyTo()).equals(ReplyQueues.ownerOf(other.replyTo()));
  }

  /** Whether all of it is answered, and nothing was given up. */
  synchronized boolean isOver() {
    return !abandoned && answer.isOver();
  }

  /** Goes on under another delivery as well; whether it does. */
  synchronized boolean adopt(Delivery again) {
    if (!answer.adopt(again)) {
      return false;
    }
    last = again;
    lost = again.isLost();
    return true;
  }

  /** Ends it without another word. */
  void abandon() {
    synchronized (this) {
      abandoned = true;
      answer.abandon();
    }
    stop.run();
  }

  /** The same if it is lost, and has not come back by now; whether it does. */
  boolean abandonIfLost() {
    synchronized (this) {
      if (!lost || abandoned) {
        return false;
      }
      abandoned = true;
      answer.abandon();
    }
    stop.run();
    return true;
  }
}
