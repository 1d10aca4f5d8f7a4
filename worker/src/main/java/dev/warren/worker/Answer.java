package dev.warren.worker;

import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The answer to one delivery: any number of outcome messages, of calls that go back to their queue,
 * and of letters to the dead queue, and after the last of them has been confirmed the
 * acknowledgement. That order is what makes sure that no task is lost. Thread-safe.
 */
final class Answer {

  private final Delivery delivery;
  private final Outbox outbox;
  private final Function<byte[], List<Supplier<Message>>> deadLetters;
  private final String control;
  private final Runnable settled;
  private int open = 1;

  /**
   * {@code deadLetters} makes the letters for the bad ones among final outcomes; {@code control} is
   * the queue on which the host listens to the producer; {@code settled} runs once, after the
   * acknowledgement.
   */
  Answer(
      Delivery delivery,
      Outbox outbox,
      Function<byte[], List<Supplier<Message>>> deadLetters,
      String control,
      Runnable settled) {
    this.delivery = delivery;
    this.outbox = outbox;
    this.deadLetters = deadLetters;
    this.control = control;
    this.settled = settled;
  }

  /** Sends final outcomes. */
  void send(byte[] outcomes) {
    deadLetters.apply(outcomes).forEach(this::bury);
    openOne();
    outbox.send(Message.of(delivery.replyTo(), outcomes, control), this::closeOne);
  }

  /** Sends a letter to the dead queue. */
  void bury(Supplier<Message> letter) {
    openOne();
    outbox.sendForSure(letter, this::closeOne);
  }

  /**
   * Sends a call back to its queue in the place of an outcome; {@code sent} runs when the broker
   * has it. If there is no such queue, {@code outcome} is sent instead.
   */
  void sendBack(Message call, Runnable sent, byte[] outcome) {
    openOne();
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

  private synchronized void openOne() {
    open++;
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
