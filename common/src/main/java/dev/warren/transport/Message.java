package dev.warren.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A message to a queue.
 *
 * @param queue the queue's name
 * @param body what it says
 * @param replyTo the queue that the answer should go to; empty for none
 * @param signature proof of where it comes from; empty for none
 * @param delay how long the broker keeps it back before it puts it into the queue; zero for not at
 *     all
 * @param note what a reader may want to know about it, at most {@value #MAX_NOTE} bytes in UTF-8;
 *     not part of what is signed; empty for nothing
 */
public record Message(
    String queue, byte[] body, String replyTo, byte[] signature, Duration delay, String note) {

  /** How long a note may be: with it, all properties must fit into one frame. */
  public static final int MAX_NOTE = 64 * 1024;

  /** Checks that the delay is not negative and the note not too long. */
  public Message {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("a delay is at least zero, not " + delay);
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
    this(queue, body, replyTo, signature, Duration.ZERO, "");
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
   * The same message, to be kept back for a while.
   *
   * @param time how long; zero for not at all
   * @return a message like this one
   * @throws IllegalArgumentException if it is negative
   */
  public Message delayedBy(Duration time) {
    return new Message(queue, body, replyTo, signature, time, note);
  }

  /**
   * The same message with a note.
   *
   * @param text the note; empty for none
   * @return a message like this one
   */
  public Message withNote(String text) {
    return new Message(queue, body, replyTo, signature, delay, text);
  }
}
