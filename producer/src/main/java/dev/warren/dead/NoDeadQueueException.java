package dev.warren.dead;

import dev.warren.task.WarrenException;

/** There is no dead queue of that name: no worker host has served the queue yet. */
public final class NoDeadQueueException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String queue;

  NoDeadQueueException(String queue) {
    super(
        "queue "
            + queue
            + " has no dead queue, so no worker host has ever served it: check the name");
    this.queue = queue;
  }

  /**
   * Which queue that is.
   *
   * @return its name
   */
  public String queue() {
    return queue;
  }
}
