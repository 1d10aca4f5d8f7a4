package dev.warren.worker;

import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The answer to one delivery: any number of outcome messages, of calls that go back to their queue,
 * and of letters to the dead queue, and after the last of them has been confirmed the
 * acknowledgement. That order is what makes sure that no task is lost. If the delivery is lost and
 * the batch comes again, both are answered together. Thread-safe.
 */
final class Answer {

  private final List<Delivery> deliveries = new ArrayList<>();
  private final Outbox outbox;
  private final Function<byte[], List<Supplier<Message>>> deadLetters;
  private final String control;
  private final Runnable settled;
  private final String note;
  private final int priority;
  private String replyTo;
  private boolean begun;
  private boolean abandoned;
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
    this.deliveries.add(delivery);
    this.outbox = outbox;
    this.deadLetters = deadLetters;
    this.control = control;
    this.settled = settled;
    this.note = delivery.note();
    this.priority = delivery.priority();
    this.replyTo = delivery.replyTo();
  }

  /** Where outcomes go. */
  synchronized String replyTo() {
    return replyTo;
  }

  /**
   * Answers another delivery of the same batch along with this one; whether it does. It does not if
   * it is over, or if outcomes may have gone with an earlier reply queue. Unless it is an older
   * one, it is enough to keep the batch: the others would only count against what the broker hands
   * out.
   */
  boolean adopt(Delivery again) {
    List<Delivery> spare = List.of();
    synchronized (this) {
      boolean elsewhere = !again.replyTo().equals(replyTo);
      if (open == 0 || abandoned || (elsewhere && begun)) {
        return false;
      }
      replyTo = ReplyQueues.later(replyTo, again.replyTo());
      if (replyTo.equals(again.replyTo())) {
        spare = List.copyOf(deliveries);
        deliveries.clear();
      }
      deliveries.add(again);
    }
    spare.forEach(Delivery::ack);
    return true;
  }

  /** Whether everything has been sent and taken over by the broker. */
  synchronized boolean isOver() {
    return open == 0;
  }

  /** Sends no more outcomes: they are somebody else's to send. */
  synchronized void abandon() {
    abandoned = true;
  }

  /** Sends final outcomes. */
  void send(byte[] outcomes) {
    Optional<String> to = begin();
    if (to.isPresent()) {
      deadLetters.apply(outcomes).forEach(this::bury);
      outbox.send(Message.of(to.get(), outcomes, control), this::closeOne);
    }
  }

  /** Sends a letter to the dead queue. */
  void bury(Supplier<Message> letter) {
    if (begin().isPresent()) {
      outbox.sendForSure(letter, this::closeOne);
    }
  }

  /**
   * Sends a call back to its queue in the place of an outcome. {@code call} is told where its
   * producer listens, and so is {@code sent} when the broker has it. If there is no such queue,
   * {@code outcome} is sent instead. What was replayed stays so, and what was urgent.
   */
  void sendBack(Function<String, Message> call, Consumer<String> sent, byte[] outcome) {
    Optional<String> to = begin();
    to.ifPresent(
        replies ->
            outbox.send(
                call.apply(replies).withNote(note).withPriority(priority),
                () -> {
                  sent.accept(replies);
                  closeOne();
                },
                () -> {
                  send(outcome);
                  closeOne();
                }));
  }

  /** Answers nothing, ever: the broker gives it to whoever takes it next. */
  void giveBack() {
    List<Delivery> all;
    synchronized (this) {
      abandoned = true;
      all = close();
    }
    all.forEach(Delivery::giveBack);
    settled.run();
  }

  /** No more outcomes will follow. */
  void complete() {
    closeOne();
  }

  /**
   * The same, because nobody wants any who listens there; whether it does. It does not if outcomes
   * go elsewhere by now, since a later copy of the batch has come.
   */
  boolean completeFor(String listener) {
    List<Delivery> answered;
    synchronized (this) {
      if (!replyTo.equals(listener)) {
        return false;
      }
      answered = close();
    }
    settle(answered);
    return true;
  }

  /** One more message, and where its producer listens; empty if it is not ours to send. */
  private synchronized Optional<String> begin() {
    if (abandoned) {
      return Optional.empty();
    }
    begun = true;
    open++;
    return Optional.of(replyTo);
  }

  private void closeOne() {
    settle(close());
  }

  /** One message less is open; what is to be acknowledged now. */
  private synchronized List<Delivery> close() {
    return --open == 0 ? List.copyOf(deliveries) : List.of();
  }

  private void settle(List<Delivery> answered) {
    if (!answered.isEmpty()) {
      answered.forEach(Delivery::ack);
      settled.run();
    }
  }
}
