package dev.warren.subprocess;

import dev.warren.task.WarrenException;

/**
 * No worker host has served the commands of a queue for as long as the caller's patience lasted.
 */
public final class NoHostException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final String queue;

  NoHostException(String queue) {
    super(
        "no worker host serves commands on queue "
            + queue
            + ": start one with warren worker --queue "
            + queue
            + " --commands");
    this.queue = queue;
  }

  /**
   * Which queue has no hosts.
   *
   * @return its name
   */
  public String queue() {
    return queue;
  }
}
