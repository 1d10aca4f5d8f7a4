package dev.warren.transport;

/**
 * What a broker says of a queue.
 *
 * @param messages how many messages wait in it
 * @param consumers how many consumers it has
 * @param countsUnsettled whether those that are being worked on are counted among the messages
 */
public record QueueState(int messages, int consumers, boolean countsUnsettled) {

  /**
   * This queue and another that are used as one.
   *
   * @param other the other
   * @return the messages of both, and the consumers of the one that has more
   */
  public QueueState and(QueueState other) {
    return new QueueState(
        messages + other.messages,
        Math.max(consumers, other.consumers),
        countsUnsettled || other.countsUnsettled);
  }
}
