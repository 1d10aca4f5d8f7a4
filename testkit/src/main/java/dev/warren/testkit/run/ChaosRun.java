package dev.warren.testkit.run;

import dev.warren.pool.Pool;
import dev.warren.retry.RetryPolicy;
import dev.warren.testkit.ChaosDriver;
import dev.warren.testkit.Fault;
import dev.warren.testkit.ProcessFaults;
import dev.warren.testkit.WorkerHostProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One pool, some worker hosts, many tasks and many faults. */
final class ChaosRun {

  private static final String QUEUE = "chaos";

  /** Killed processes are no task's fault here, however often it meets one. */
  private static final RetryPolicy RETRY =
      RetryPolicy.builder().crashAttempts(RetryPolicy.MAX_ATTEMPTS).build();

  private static final Duration BROKER_PATIENCE = Duration.ofMinutes(10);

  /** After the last fault: how long the last tasks may take. */
  private static final Duration SETTLING = Duration.ofMinutes(5);

  private static final Duration CHILD_PAUSE = Duration.ofSeconds(2);
  private static final Duration HOST_AWAY = Duration.ofSeconds(3);
  private static final int STEPS_PER_SECOND = 20;

  private final ChaosOptions options;
  private final String broker;
  private final Path folder;
  private final Consumer<String> listener;
  private final ChaosDriver.Builder chaos;
  private final List<WorkerHostProcess> hosts = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param options what is asked for
   * @param broker as {@code PoolBuilder.broker}
   * @param folder where worker hosts and tasks leave their notes; must be there
   * @param listener gets a line for each thing that happens
   */
  public ChaosRun(ChaosOptions options, String broker, Path folder, Consumer<String> listener) {
    this.options = options;
    this.broker = broker;
    this.folder = folder;
    this.listener = listener;
    this.chaos = ChaosDriver.builder(options.seed()).onFault(listener);
  }

  /**
   * Adds what happens to the broker, or on the way to it. Children and hosts are killed anyway.
   *
   * @param track what it is called
   * @param pause as in {@link ChaosDriver.Builder#track}
   * @param faults the faults
   * @return this run
   */
  public ChaosRun with(String track, Duration pause, List<Fault> faults) {
    chaos.track(track, pause, faults);
    return this;
  }

  /**
   * Does it, and returns when every handle has ended, or five minutes after the last fault.
   *
   * @return the account
   * @throws IOException if the notes cannot be read, or hosts not be started
   * @throws InterruptedException if the thread is interrupted
   */
  public ChaosReport run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 1; i <= options.hosts(); i++) {
      hosts.add(
          new WorkerHostProcess(
              broker,
              QUEUE,
              "host-" + i,
              options.processes(),
              folder.resolve("host-" + i + ".log")));
    }
    Pool pool =
        Pool.builder().broker(broker).queue(QUEUE).patience(BROKER_PATIENCE).retry(RETRY).open();
    try {
      for (WorkerHostProcess each : hosts) {
        each.start();
      }
      pool.apply(ChaosTasks::work, ChaosTasks.WARM_UP, 0L, folder.toString());
      Tally tally = new Tally(options.tasks());
      ChaosDriver driver = processes().start();
      try (driver) {
        submit(pool, tally);
      }
      listener.accept(
          "no more faults; %d tasks are open".formatted(options.tasks() - tally.completed()));
      tally.await(SETTLING);
      Tally.Ends ends = end(pool, tally);
      return new ChaosReport(
          options,
          ends,
          RunLog.read(folder, options.tasks()),
          pool.statistics(),
          driver.counts(),
          driver.failures(),
          tally.longestSilence(),
          Duration.ofNanos(System.nanoTime() - start));
    } finally {
      pool.terminate();
      pool.join();
      hosts.forEach(WorkerHostProcess::close);
    }
  }

  private ChaosDriver.Builder processes() {
    List<Fault> faults =
        List.of(
            ProcessFaults.killChild(
                () -> hosts.stream().flatMap(each -> each.children().stream()).toList()),
            ProcessFaults.killHost(hosts, HOST_AWAY));
    return chaos.track("processes", CHILD_PAUSE, faults);
  }

  /** Spread evenly, so that there is something to lose all the time. */
  private void submit(Pool pool, Tally tally) throws InterruptedException {
    long start = System.nanoTime();
    long steps = Math.max(1, options.time().toMillis() * STEPS_PER_SECOND / 1_000);
    String notes = folder.toString();
    for (long id = 0; id < options.tasks(); id++) {
      long due = id * steps / options.tasks() * (options.time().toNanos() / steps);
      long left = due - (System.nanoTime() - start);
      if (left > 0) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
      tally.add(
          pool.applyAsync(ChaosTasks::work, id, ChaosTasks.micros(options.seed(), id), notes));
    }
  }

  /** Counted after the end of the pool, when every callback has run; what is open is so before. */
  private static Tally.Ends end(Pool pool, Tally tally) {
    Tally.Ends before = tally.ends();
    if (before.open() > 0) {
      return before;
    }
    pool.close();
    pool.join();
    return tally.ends();
  }
}
