package dev.warren.task;

import dev.warren.os.MemorySize;
import java.util.Objects;

/**
 * Which memory a worker process ran out of, in figures. Immutable.
 *
 * @param kind which memory
 * @param limit how much it was given, in bytes; 0 if that is not known
 * @param seen how much it had when it was looked at last, in bytes; 0 if that is not known
 */
public record MemoryExcess(Kind kind, long limit, long seen) {

  /** Which memory a process may run out of. */
  public enum Kind {
    /** The heap of its JVM. */
    HEAP,
    /** What it and its descendants keep in the machine's memory. */
    RESIDENT,
    /** The memory of the machine or container: its kernel has ended the process. */
    MACHINE
  }

  /** Checks that there is a kind and that no figure is negative. */
  public MemoryExcess {
    Objects.requireNonNull(kind, "kind");
    if (limit < 0 || seen < 0) {
      throw new IllegalArgumentException("memory cannot be negative: " + limit + ", " + seen);
    }
  }

  /**
   * Says in a few words what happened and what to do.
   *
   * @return for example {@code out of memory: 1.2 GiB resident, its limit is 1 GiB: ...}
   */
  public String summary() {
    String has = MemorySize.describe(seen);
    String most = MemorySize.describe(limit);
    return "out of memory: "
        + switch (kind) {
          case HEAP ->
              "its heap of " + most + " was full: give it a larger one (-Xmx) or less to hold";
          case RESIDENT ->
              has
                  + " resident, its limit is "
                  + most
                  + ": give it a higher limit, run fewer processes, or have it hold less";
          case MACHINE ->
              "the machine's "
                  + most
                  + " were used up and its kernel chose this process, "
                  + has
                  + " resident: run fewer processes, or give each a lower limit";
        };
  }
}
