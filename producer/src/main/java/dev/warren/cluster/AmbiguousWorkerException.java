package dev.warren.cluster;

import dev.warren.task.HostEntry;
import dev.warren.task.WarrenException;
import java.util.List;
import java.util.stream.Collectors;

/** Several worker hosts are called so, and one is meant. Nobody was told anything. */
public final class AmbiguousWorkerException extends WarrenException {

  private static final long serialVersionUID = 1L;

  /** How many of them the message names. */
  private static final int SHOWN = 10;

  AmbiguousWorkerException(String host, List<HostEntry> all) {
    super(
        all.size()
            + " worker hosts are called "
            + host
            + " ("
            + all.stream()
                .limit(SHOWN)
                .map(it -> it.id() + " " + it.name() + " on " + it.queue())
                .collect(Collectors.joining(", "))
            + (all.size() > SHOWN ? ", ..." : "")
            + "): give more of an id, or ask for all of them");
  }
}
