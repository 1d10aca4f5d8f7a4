package dev.warren.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What happens to processes. */
public final class ProcessFaults {

  private static final int CHILD_WEIGHT = 6;

  private ProcessFaults() {}

  /**
   * Kills a worker process, with {@code SIGKILL}.
   *
   * @param candidates asked for those there are each time; which one is left to chance
   * @return a fault that heals itself, as its worker host replaces what was killed
   */
  public static Fault killChild(Supplier<List<ProcessHandle>> candidates) {
    return new Fault(
        "child killed",
        CHILD_WEIGHT,
        Duration.ZERO,
        random -> {
          List<ProcessHandle> now = candidates.get();
          if (!now.isEmpty()) {
            now.get(random.nextInt(now.size())).destroyForcibly();
          }
          return Fault.Healing.NOTHING;
        });
  }

  /**
   * Kills a worker host, with {@code SIGKILL}, and starts it again.
   *
   * @param hosts which one is left to chance
   * @param away how long it is gone
   * @return the fault
   */
  public static Fault killHost(List<WorkerHostProcess> hosts, Duration away) {
    return new Fault(
        "host killed",
        1,
        away,
        random -> {
          WorkerHostProcess host = hosts.get(random.nextInt(hosts.size()));
          host.kill();
          return host::start;
        });
  }
}
