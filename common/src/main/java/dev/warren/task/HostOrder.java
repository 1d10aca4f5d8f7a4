package dev.warren.task;

import java.util.List;

/**
 * What a producer tells a worker host about tasks that it has sent. Immutable.
 *
 * @param kill tasks that must not run any more, at the price of a worker process
 * @param skip tasks that must not begin; one that has begun may go on
 * @param credit how many more bytes of events the producer has room for, at least 0
 * @param begin batches that have waited and may begin, after the host has asked
 * @param drop batches of which every call has its outcome, or that nobody wants: what waits of them
 *     does not begin, what runs is ended, and nothing is answered
 */
public record HostOrder(
    List<Long> kill, List<Long> skip, long credit, List<Long> begin, List<Long> drop) {

  /** Checks the bound, and copies the lists. */
  public HostOrder {
    kill = List.copyOf(kill);
    skip = List.copyOf(skip);
    begin = List.copyOf(begin);
    drop = List.copyOf(drop);
    if (credit < 0) {
      throw new IllegalArgumentException("credit must be at least 0, not " + credit);
    }
  }

  /**
   * An order that says nothing of batches that have waited.
   *
   * @param kill tasks that must not run any more, at the price of a worker process
   * @param skip tasks that must not begin; one that has begun may go on
   * @param credit how many more bytes of events the producer has room for, at least 0
   */
  public HostOrder(List<Long> kill, List<Long> skip, long credit) {
    this(kill, skip, credit, List.of(), List.of());
  }

  /**
   * The same order, and a batch that has waited may begin when it is carried out.
   *
   * @param batch its id
   * @return an order like this one
   */
  public HostOrder andBegin(long batch) {
    return new HostOrder(kill, skip, credit, List.of(batch), drop);
  }

  /**
   * Ends batches that nobody waits for.
   *
   * @param batches their ids
   * @return the order
   */
  public static HostOrder dropping(List<Long> batches) {
    return new HostOrder(List.of(), List.of(), 0, List.of(), batches);
  }

  /**
   * Cancels one task.
   *
   * @param task its id
   * @param kill whether it must not go on either if it has begun
   * @return the order
   */
  public static HostOrder cancel(long task, boolean kill) {
    List<Long> one = List.of(task);
    return kill ? new HostOrder(one, List.of(), 0) : new HostOrder(List.of(), one, 0);
  }

  /**
   * Gives room for events.
   *
   * @param bytes how much more
   * @return the order
   */
  public static HostOrder credit(long bytes) {
    return new HostOrder(List.of(), List.of(), bytes);
  }

  /**
   * Whether there is nothing in it.
   *
   * @return true if it need not be sent
   */
  public boolean isEmpty() {
    return kill.isEmpty() && skip.isEmpty() && credit == 0 && begin.isEmpty() && drop.isEmpty();
  }
}
