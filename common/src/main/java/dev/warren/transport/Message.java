package dev.warren.transport;

/**
 * A message to a queue.
 *
 * @param queue the queue's name
 * @param body what it says
 * @param replyTo the queue that the answer should go to; empty for none
 * @param signature proof of where it comes from; empty for none
 */
public record Message(String queue, byte[] body, String replyTo, byte[] signature) {

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
}
