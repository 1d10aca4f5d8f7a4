package dev.warren.transport;

import dev.warren.task.Ticket;
import dev.warren.topology.DelayLevels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A message to a queue.
 *
 * @param queue the queue's name
 * @param body what it says
 * @param replyTo the queue that the answer should go to; empty for none
 * @param signature proof of where it comes from; empty for none
 * @param delay how long the broker keeps it back before it puts it into the queue, up to 380 days;
 *     zero for not at all
 * @param note what a reader may want to know about it, at most {@value #MAX_NOTE} bytes in UTF-8;
 *     not part of what is signed; empty for nothing
 * @param priority how urgent it is, 0 to 9; RabbitMQ from 4.0 on hands out urgent ones first, other
 *     brokers take no notice
 */
public record Message(
    String queue,
    byte[] body,
    String replyTo,
    byte[] signature,
    Duration delay,
    String note,
    int priority) {

  /** How long a note may be: with it, all properties must fit into one frame. */
  public static final int MAX_NOTE = 64 * 1024;

  /** Checks the bounds of the delay, the note and the priority. */
  public Message {
    Ticket.checkPriority(priority);
    if (delay.isNegative() || delay.compareTo(DelayLevels.LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a delay is zero to " + DelayLevels.LONGEST.toDays() + " days, not " + delay);
    }
    if (!note.isEmpty() && note.getBytes(StandardCharsets.UTF_8).length > MAX_NOTE) {
      throw new IllegalArgumentException("a note has at most " + MAX_NOTE + " bytes");
    }
  }

  /**
   * A message that goes into its queue at once.
   *
   * @param queue the queue's name
   * @param body what it says
   * @param replyTo the queue that the answer should go to; empty for none
   * @param signature proof of where it comes from; empty for none
   */
  public Message(String queue, byte[] body, String replyTo, byte[] signature) {
    this(queue, body, replyTo, signature, Duration.ZERO, "", Ticket.USUAL_PRIORITY);
  }

  /**
   * A message that wants no answer.
   *
   * @param queue the queue's name
   * @param body what it says
   * @return the message
   */
  public static Message of(String queue, byte[] body) {
    return new Message(queue, body, "", new byte[0]);
  }

  /**
   * A message without a signature.
   *
   * @param queue the queue's name
   * @param body what it says
   * @param replyTo the queue that the answer should go to; empty for none
   * @return the message
   */
  public static Message of(String queue, byte[] body, String replyTo) {
    return new Message(queue, body, replyTo, new byte[0]);
  }

  /**
   * The same message, to be kept back by the broker for a while. It comes never early, and late by
   * at most a second or 1 % (if nothing is wrong with the broker). Only for queues that are not
   * exclusive, and that were declared by {@link Session#declare}: another that is gone when the
   * time has come gets nothing, and nobody is told.
   *
   * @param time how long, up to 380 days; zero for not at all
   * @return a message like this one
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public Message delayedBy(Duration time) {
    return new Message(queue, body, replyTo, signature, time, note, priority);
  }

  /**
   * The same message with a note.
   *
   * @param text the note; empty for none
   * @return a message like this one
   */
  public Message withNote(String text) {
    return new Message(queue, body, replyTo, signature, delay, text, priority);
  }

  /**
   * The same message with a priority.
   *
   * @param urgency 0 to 9
   * @return a message like this one
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public Message withPriority(int urgency) {
    return new Message(queue, body, replyTo, signature, delay, note, urgency);
  }
}
