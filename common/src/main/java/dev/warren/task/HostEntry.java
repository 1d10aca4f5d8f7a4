package dev.warren.task;

import java.time.Instant;
import java.util.Objects;

/**
 * What a worker host says of itself in the register of hosts. The last entry of a host counts.
 * Immutable.
 *
 * @param id the host, by an id that nobody can guess
 * @param at when it was written, by the clock of the host
 * @param name what people call it; several hosts may have one name
 * @param pid its process, on its machine
 * @param version which Warren it runs
 * @param queue the queue that it serves, as users call it
 * @param control where it listens on the connection that it has
 * @param left whether it has ended in good order
 */
public record HostEntry(
    String id,
    Instant at,
    String name,
    long pid,
    String version,
    String queue,
    String control,
    boolean left) {

  /** How long a name may be, in characters; what is longer is cut. */
  public static final int MAX_NAME = 200;

  /** Checks that nothing is missing. */
  public HostEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(control, "control");
    name = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
  }

  /**
   * The entry behind this one, when time has passed.
   *
   * @param time when that is
   * @return the same but for its time
   */
  public HostEntry at(Instant time) {
    return new HostEntry(id, time, name, pid, version, queue, control, left);
  }

  /**
   * The last entry of a host that ends in good order.
   *
   * @param time when that is
   * @return the same host, which has left
   */
  public HostEntry left(Instant time) {
    return new HostEntry(id, time, name, pid, version, queue, control, true);
  }
}
