package dev.warren.spi;

import dev.warren.task.WarrenException;

/** Hears what a worker host cannot mend by itself. */
public interface WorkerHostListener {

  /**
   * The host has given up: its initializer threw, its processes do not start, or the broker is gone
   * for good. It still has to be killed.
   *
   * @param reason what happened and what to do about it
   */
  void failed(WarrenException reason);

  /**
   * A task has told how far it has got. Called on a thread that must not be held up.
   *
   * @param report what it said
   */
  default void progress(ProgressReport report) {}
}
