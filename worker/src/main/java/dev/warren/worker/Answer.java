package dev.warren.worker;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to one delivery: any number of outcome messages, and after the last of them has been
 * confirmed the acknowledgement. That order is what makes sure that no task is lost. If the
 * delivery is lost and the batch comes again, both are answered together. Thread-safe.
 */
final class Answer {

  private final List<Delivery> deliveries = new ArrayList<>();
  private final Outbox outbox;
  private final String control;
  private final Runnable settled;
  private String replyTo;
  private boolean begun;
  private boolean abandoned;
  private int open = 1;

  /**
   * {@code control} is the queue on which the host listens to the producer; {@code settled} runs
   * once, after the acknowledgement.
   */
  Answer(Delivery delivery, Outbox outbox, String control, Runnable settled) {
    this.deliveries.add(delivery);
    this.outbox = outbox;
    this.control = control;
    this.settled = settled;
    this.replyTo = delivery.replyTo();
  }

  /** Where outcomes go. */
  synchronized String replyTo() {
    return replyTo;
  }

  /**
   * Answers another delivery of the same batch along with this one; whether it does. It does not if
   * it is over, or if outcomes may have gone with an earlier reply queue.
   */
  synchronized boolean adopt(Delivery again) {
    boolean elsewhere = !again.replyTo().equals(replyTo);
    if (open == 0 || abandoned || (elsewhere && begun)) {
      return false;
    }
    deliveries.add(again);
    replyTo = QueueSpec.later(replyTo, again.replyTo());
    return true;
  }

  /** Sends no more outcomes: they are somebody else's to send. */
  synchronized void abandon() {
    abandoned = true;
  }

  void send(byte[] outcomes) {
    String to;
    synchronized (this) {
      if (abandoned) {
        return;
      }
      begun = true;
      open++;
      to = replyTo;
    }
    outbox.send(Message.of(to, outcomes, control), this::closeOne);
  }

  /** No more outcomes will follow. */
  void complete() {
    closeOne();
  }

  private void closeOne() {
    List<Delivery> answered = List.of();
    synchronized (this) {
      if (--open == 0) {
        answered = List.copyOf(deliveries);
      }
    }
    if (!answered.isEmpty()) {
      answered.forEach(Delivery::ack);
      settled.run();
    }
  }
}
