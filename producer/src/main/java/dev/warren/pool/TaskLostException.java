package dev.warren.pool;

import dev.warren.task.WarrenException;

/**
 * The broker has lost a task again and again: it took it over, and then no worker host had it and
 * the queue did not have it either. Something takes messages out of the queue.
 */
public final class TaskLostException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String queue;
  private final int losses;

  /**
   * Creates the exception.
   *
   * @param queue the queue that the task was sent to
   * @param losses how often it was lost
   */
  public TaskLostException(String queue, int losses) {
    super(
        "the task was lost from queue "
            + queue
            + " "
            + losses
            + " times: see who purges or deletes the queue, and whether a policy of the broker"
            + " expires or drops its messages");
    this.queue = queue;
    this.losses = losses;
  }

  /**
   * Where it was lost.
   *
   * @return the queue's name
   */
  public String queue() {
    return queue;
  }

  /**
   * How often it was sent and lost.
   *
   * @return at least 1
   */
  public int losses() {
    return losses;
  }
}
