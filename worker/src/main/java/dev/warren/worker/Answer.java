package dev.warren.worker;

import dev.warren.transport.Delivery;
import dev.warren.transport.Message;

/**
 * The answer to one delivery: any number of outcome messages, and of calls that go back to their
 * queue, and after the last of them has been confirmed the acknowledgement. That order is what
 * makes sure that no task is lost. Thread-safe.
 */
final class Answer {

  private final Delivery delivery;
  private final Outbox outbox;
  private final String control;
  private final Runnable settled;
  private int open = 1;

  /**
   * {@code control} is the queue on which the host listens to the producer; {@code settled} runs
   * once, after the acknowledgement.
   */
  Answer(Delivery delivery, Outbox outbox, String control, Runnable settled) {
    this.delivery = delivery;
    this.outbox = outbox;
    this.control = control;
    this.settled = settled;
  }

  void send(byte[] outcomes) {
    synchronized (this) {
      open++;
    }
    outbox.send(Message.of(delivery.replyTo(), outcomes, control), this::closeOne);
  }

  /**
   * Sends a call back to its queue in the place of an outcome; {@code sent} runs when the broker
   * has it. If there is no such queue, {@code outcome} is sent instead.
   */
  void sendBack(Message call, Runnable sent, byte[] outcome) {
    synchronized (this) {
      open++;
    }
    outbox.send(
        call,
        () -> {
          sent.run();
          closeOne();
        },
        () -> {
          send(outcome);
          closeOne();
        });
  }

  /** Where the producer listens. */
  String replyTo() {
    return delivery.replyTo();
  }

  /** No more outcomes will follow. */
  void complete() {
    closeOne();
  }

  private void closeOne() {
    boolean last;
    synchronized (this) {
      last = --open == 0;
    }
    if (last) {
      delivery.ack();
      settled.run();
    }
  }
}
