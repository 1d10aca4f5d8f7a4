package dev.warren.worker.child;

import dev.warren.os.Signals;
import dev.warren.task.Death;
import dev.warren.task.MemoryExcess;
import dev.warren.task.MemoryExcess.Kind;
import dev.warren.worker.memory.KernelKills;
import dev.warren.worker.memory.MemoryShare;
import java.util.List;
import java.util.Optional;

/** What the host knows of why a child has ended, beyond its exit code. Thread-safe. */
final class CauseOfDeath {

  /** What a JVM exits with under {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY_EXIT = 3;

  private static final String ERROR = "java.lang.OutOfMemoryError";
  private static final String NO_HEAP = "Java heap space";

  private final String host;
  private final long pid;
  private final ChildMemory memory;
  private final KernelKills kernelKills = new KernelKills();
  private volatile String reason = "";
  private volatile boolean killed;
  private volatile Optional<Verdict> verdict = Optional.empty();

  CauseOfDeath(String host, long pid, ChildMemory memory) {
    this.host = host;
    this.pid = pid;
    this.memory = memory;
  }

  /** The host kills it, and says why; empty for nothing to say. */
  void killed(String why) {
    reason = why;
    killed = true;
  }

  /** The host kills it because of a call. */
  void killed(Verdict why) {
    verdict = Optional.of(why);
    reason = why.reason();
    killed = true;
  }

  /** Whether the host has killed it, for whatever reason; it may not be dead yet. */
  boolean isKilled() {
    return killed;
  }

  Optional<Verdict> verdict() {
    return verdict;
  }

  /** Puts together how it died. */
  Death death(int exitCode, List<String> lastLines) {
    if (verdict.orElse(null) instanceof Verdict.OverMemory it) {
      return death(exitCode, reason, lastLines, Optional.of(it.excess()));
    }
    String error = exitCode == OUT_OF_MEMORY_EXIT ? outOfMemoryError(lastLines) : "";
    if (error.contains(NO_HEAP)) {
      MemoryExcess full = new MemoryExcess(Kind.HEAP, memory.heap(), memory.heap());
      return death(exitCode, reason, lastLines, Optional.of(full));
    }
    if (!error.isEmpty()) {
      return death(exitCode, Death.OUT_OF_MEMORY + ": " + error, lastLines, Optional.empty());
    }
    Death known = death(exitCode, reason, lastLines, Optional.empty());
    boolean byNobodyKnown = reason.isEmpty() && known.signal() == Signals.KILL;
    return byNobodyKnown && kernelKills.happened()
        ? death(exitCode, reason, lastLines, Optional.of(byKernel()))
        : known;
  }

  private MemoryExcess byKernel() {
    return new MemoryExcess(Kind.MACHINE, MemoryShare.ofMachine(), memory.resident());
  }

  private static String outOfMemoryError(List<String> lastLines) {
    return lastLines.stream().filter(line -> line.contains(ERROR)).findFirst().orElse("");
  }

  private Death death(
      int exitCode, String why, List<String> lastLines, Optional<MemoryExcess> excess) {
    return new Death(host, pid, exitCode, why, lastLines, excess);
  }
}
