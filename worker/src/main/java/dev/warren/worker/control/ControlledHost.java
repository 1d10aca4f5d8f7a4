package dev.warren.worker.control;

import dev.warren.task.HostReport;

/** What an operator can have a worker host do. Thread-safe; each call may take a while. */
public interface ControlledHost {

  /**
   * Says how it is.
   *
   * @return a new report
   */
  HostReport report();

  /**
   * Has another number of slots; those that are too many end behind the batch that they have.
   *
   * @param slots the number, in its bounds
   * @throws IllegalArgumentException if the machine has not the memory for so many
   * @throws IllegalStateException if the host scales itself, or is ending
   */
  void scale(int slots);

  /** Takes nothing more, finishes what runs, and ends. Returns at once. */
  void drain();

  /** Ends at once; what runs goes back to the queue. */
  void stop();
}
