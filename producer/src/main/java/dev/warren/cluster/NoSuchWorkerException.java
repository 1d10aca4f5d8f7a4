package dev.warren.cluster;

import dev.warren.task.WarrenException;

/** No worker host is called so. */
public final class NoSuchWorkerException extends WarrenException {

  private static final long serialVersionUID = 1L;

  NoSuchWorkerException(Which which) {
    super(
        "no worker host"
            + which.host().map(it -> " is called " + it).orElse(" is there")
            + which.queue().map(it -> " on queue " + it).orElse("")
            + ": 'warren workers' lists those that there are");
  }
}
