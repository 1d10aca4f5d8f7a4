package dev.warren.bench;

import java.util.List;
import java.util.Set;

/**
 * Somebody who can do some of the work. A peer is a program: it is told the work and the number of
 * tasks, does it, checks every result, and prints how many seconds that took, from the first task
 * to the last result.
 *
 * @param name what the tables call it
 * @param about its version, and how it was set up
 * @param command how it is started
 * @param works what it can do
 */
record Peer(String name, String about, List<String> command, Set<Work> works) {

  Peer {
    command = List.copyOf(command);
    works = Set.copyOf(works);
  }
}
