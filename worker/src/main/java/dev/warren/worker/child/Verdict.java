package dev.warren.worker.child;

import dev.warren.os.MemorySize;
import dev.warren.task.MemoryExcess;
import java.time.Duration;

/** Why a call must not go on, at the price of its process: a closed set. */
sealed interface Verdict {

  /** What the death of the process says about it. */
  String reason();

  /** Nobody wants the call any more. */
  record Cancelled() implements Verdict {

    @Override
    public String reason() {
      return "killed because its task was cancelled";
    }
  }

  /** The call has run for longer than it may. */
  record OverTime(Duration limit) implements Verdict {

    @Override
    public String reason() {
      return "killed because its task ran for more than " + limit;
    }
  }

  /** The process has more memory than it may. */
  record OverMemory(MemoryExcess excess) implements Verdict {

    @Override
    public String reason() {
      return "killed at " + MemorySize.describe(excess.seen());
    }
  }
}
