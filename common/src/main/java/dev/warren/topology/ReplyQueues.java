package dev.warren.topology;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The queues on which pools hear of their tasks. A pool has a new one on each connection; their
 * names tell whose they are and which is the later one.
 */
public final class ReplyQueues {

  private static final String PREFIX = "warren.replies.";

  private ReplyQueues() {}

  /**
   * The reply queue of one pool on one connection. Each connection has a new one, because the
   * broker may take a while to see that an old connection, and its queue, are gone.
   *
   * @param poolId the pool
   * @param epoch counts the pool's connections
   * @return its queue
   */
  public static QueueSpec of(String poolId, int epoch) {
    return new QueueSpec(PREFIX + poolId + "." + epoch, QueueSpec.Kind.REPLIES);
  }

  /**
   * What the reply queues of a pool have in common over all its connections.
   *
   * @param replies the name of a reply queue
   * @return the name without its epoch; all of it if it is not one of {@link #of}
   */
  public static String ownerOf(String replies) {
    int epoch = replies.lastIndexOf('.');
    return replies.startsWith(PREFIX) && epoch >= PREFIX.length()
        ? replies.substring(0, epoch)
        : replies;
  }

  /**
   * Whether a producer listens on a queue for as long as the queue is there.
   *
   * @param queue its name
   * @return true for {@link #of}
   */
  public static boolean hasListener(String queue) {
    return queue.startsWith(PREFIX);
  }

  /**
   * Where a pool may listen when it has lost the connection of a reply queue.
   *
   * @param replies the name of that queue
   * @param count how many connections to look ahead
   * @return the names of the next ones, in order; none if it is not one of {@link #of}
   */
  public static List<String> successors(String replies, int count) {
    long epoch = epochOf(replies);
    return hasListener(replies) && epoch > 0
        ? LongStream.rangeClosed(epoch + 1, epoch + count)
            .mapToObj(each -> ownerOf(replies) + "." + each)
            .toList()
        : List.of();
  }

  /**
   * Of two reply queues of one pool, the one of the later connection.
   *
   * @param one the name of a reply queue
   * @param other the name of another
   * @return the name with the higher epoch; {@code one} if that cannot be told
   */
  public static String later(String one, String other) {
    return epochOf(other) > epochOf(one) ? other : one;
  }

  private static long epochOf(String replies) {
    try {
      return Long.parseLong(replies.substring(replies.lastIndexOf('.') + 1));
    } catch (NumberFormatException e) {
      return 0; // None of ours.
    }
  }
}
