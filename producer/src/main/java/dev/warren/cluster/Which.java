package dev.warren.cluster;

import dev.warren.task.HostEntry;
import java.util.Objects;
import java.util.Optional;

/**
 * Which worker hosts are meant. Immutable; made by {@link #all}, {@link #one} and {@link #each}.
 *
 * @param host a name, an id, or the beginning of an id; empty for every host
 * @param several whether several hosts may be meant by that
 * @param queue only those that serve this queue; empty for any
 */
public record Which(Optional<String> host, boolean several, Optional<String> queue) {

  /** Checks that nothing is missing. */
  public Which {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(queue, "queue");
    if (host.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("a worker host has a name or an id, which is not empty");
    }
  }

  /**
   * Every host.
   *
   * @return all of them
   */
  public static Which all() {
    return new Which(Optional.empty(), true, Optional.empty());
  }

  /**
   * One host.
   *
   * @param host its name, its id, or the beginning of its id
   * @return that one; if several are called so, nobody is told anything
   * @throws IllegalArgumentException if the name is empty
   */
  public static Which one(String host) {
    return new Which(Optional.of(host), false, Optional.empty());
  }

  /**
   * All hosts that are called so.
   *
   * @param host their name, or the beginning of their ids
   * @return those
   * @throws IllegalArgumentException if the name is empty
   */
  public static Which each(String host) {
    return new Which(Optional.of(host), true, Optional.empty());
  }

  /**
   * Of these only the hosts of a queue.
   *
   * @param name the queue, as users call it
   * @return fewer hosts
   */
  public Which onQueue(String name) {
    return new Which(host, several, Optional.of(name));
  }

  boolean matches(HostEntry entry) {
    return queue.filter(it -> !it.equals(entry.queue())).isEmpty()
        && host.filter(it -> !it.equals(entry.name()) && !entry.id().startsWith(it)).isEmpty();
  }
}
