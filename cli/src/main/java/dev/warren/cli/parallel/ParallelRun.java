package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Printer.Printed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Runs the commands of an input, so many at a time: each slot is a thread that takes the next job
 * when its last one has ended. Runs once; may be stopped by any thread.
 */
public final class ParallelRun {

  /** How long commands that were killed may take to be gone. */
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

  private enum Phase {
    RUNNING,
    STOPPING,
    KILLED
  }

  private final RunSettings settings;
  private final RunContext context;
  private final Printer printer;
  private final Captures captures;
  private final JobFeed feed;
  private final long total;
  private final RunningCommands running = new RunningCommands();
  private final Attempts attempts;

  // Guarded by this.
  private Phase phase = Phase.RUNNING;
  private Tally tally = new Tally(0, 0);
  private int busy;
  private boolean exhausted;
  private Optional<Integer> halted = Optional.empty();
  private Throwable failure;

  /**
   * Prepares a run.
   *
   * @param input where arguments come from
   * @param settings how commands are run
   * @param output what becomes of what they write
   * @param context what else it needs
   * @throws IOException if there is no place for temporary files
   * @throws InputBrokenException if a source cannot be opened
   * @throws IllegalArgumentException if the sources cannot be read together
   */
  public ParallelRun(
      InputSettings input, RunSettings settings, OutputSettings output, RunContext context)
      throws IOException {
    if (!settings.transfer().returned().isEmpty()
        && output.grouping() != OutputSettings.Grouping.COMMANDS) {
      throw new IllegalArgumentException(
          "--return has files follow the output: leave out --ungroup and --line-buffer");
    }
    this.settings = settings;
    this.context = context;
    this.printer = new Printer(context.out(), context.err(), output.keepsOrder());
    Iterator<List<String>> jobs =
        input.open(context.in(), settings.jobs(), new LineLimit(settings, context.launcher()));
    if (settings.halt().percent()) {
      List<List<String>> all = new ArrayList<>(); // What is all has to be known.
      jobs.forEachRemaining(all::add);
      jobs = all.iterator();
      this.total = all.size();
    } else {
      this.total = 0;
    }
    LongPredicate isDone =
        sequence -> context.log().filter(log -> log.isDone(sequence)).isPresent();
    this.feed = new JobFeed(jobs, isDone, printer, settings.delay());
    this.captures = new Captures(output, printer);
    JobRun runner = new JobRun(settings, context.launcher(), running);
    this.attempts = new Attempts(settings, captures, runner, context.listener());
  }

  /**
   * Runs all commands.
   *
   * @return the number of those that have failed, 101 if it is more than 100; or what the rule to
   *     halt says
   * @throws IOException if an output or the log cannot be written
   * @throws InputBrokenException if the input cannot be read
   * @throws HostsGoneException if no command could be started any more; those that ran have ended
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public int run() throws IOException, InterruptedException {
    try (captures) {
      startSlot(1);
      awaitEnd();
      if (hostsGone()) {
        printer.printRest(); // What came after a command that will not run.
      }
      throwFailure();
      return exitCode();
    }
  }

  private int exitCode() throws IOException {
    Optional<Integer> early;
    synchronized (this) {
      early = halted;
    }
    if (early.isPresent()) {
      printer.printRest(); // What came after a command that will not end.
      return early.get();
    }
    synchronized (this) {
      return tally.exitCode();
    }
  }

  private synchronized boolean hostsGone() {
    return failure instanceof HostsGoneException;
  }

  private synchronized void throwFailure() throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure != null) {
      throw new IllegalStateException("a command's thread has ended", failure);
    }
  }

  private synchronized void awaitEnd() throws InterruptedException {
    while (phase != Phase.KILLED && (busy > 0 || (!exhausted && phase == Phase.RUNNING))) {
      wait();
    }
    long deadline = System.nanoTime() + KILL_LIMIT.toNanos();
    while (busy > 0 && System.nanoTime() < deadline) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
  }

  /** Starts no more commands; those that run go on. */
  public void stop() {
    synchronized (this) {
      if (phase == Phase.RUNNING) {
        phase = Phase.STOPPING;
      }
      notifyAll();
    }
    running.stop();
  }

  /** Kills all that run, with all that descends from them, and starts no more. */
  public void kill() {
    synchronized (this) {
      phase = Phase.KILLED;
      notifyAll();
    }
    running.kill();
  }

  /**
   * How many commands run now.
   *
   * @return 0 or more
   */
  public int runningCommands() {
    return running.count();
  }

  private void startSlot(int number) {
    Thread thread = new Thread(() -> serve(number), "warren-parallel-" + number);
    thread.setDaemon(true);
    thread.start();
  }

  /** The next slot is opened when this one is taken: there may be fewer jobs than slots. */
  private void serve(int slot) {
    try {
      boolean first = true;
      for (Optional<Job> job = take(); job.isPresent(); job = take()) {
        if (first && slot < settings.jobs()) {
          startSlot(slot + 1);
        }
        first = false;
        runToEnd(job.get(), slot);
      }
      exhaust();
    } catch (InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  /** What goes wrong is noted before the slot counts as idle, and the run perhaps as over. */
  private void runToEnd(Job job, int slot) {
    try {
      process(job, slot);
    } catch (GivenUpException e) {
      passOver(job);
    } catch (HostsGoneException e) {
      failSoon(e);
    } catch (InterruptedException | IOException | RuntimeException | Error e) {
      fail(e);
    } finally {
      release();
    }
  }

  /** Others may be printed after it. */
  private void passOver(Job job) {
    try {
      printer.print(job.place(), Printed.NOTHING);
    } catch (IOException e) {
      fail(e);
    }
  }

  private Optional<Job> take() throws InterruptedException {
    return feed.next(this::letIn);
  }

  private synchronized boolean letIn() {
    if (phase == Phase.RUNNING) {
      busy++;
      return true;
    }
    return false;
  }

  private synchronized void release() {
    busy--;
    notifyAll();
  }

  private synchronized void exhaust() {
    exhausted = true;
    notifyAll();
  }

  /** What runs goes on to its end: a host that takes no more commands may have some yet. */
  private synchronized void failSoon(HostsGoneException thrown) {
    if (failure == null && phase != Phase.KILLED) {
      failure = thrown;
    }
    stop();
  }

  private void fail(Throwable thrown) {
    synchronized (this) {
      if (failure == null && phase != Phase.KILLED) {
        failure = thrown;
      }
    }
    kill();
  }

  private void process(Job job, int slot) throws IOException, InterruptedException {
    String line = settings.command().command(job.filling(slot), settings.repeatsWords());
    if (settings.dryRun()) {
      Output text = Output.of(line + "\n");
      printer.print(job.place(), new Printed(captures.tag(job, slot), text, Output.NONE));
      return;
    }
    Attempt attempt = attempts.attempt(job, slot, line);
    for (int tries = 1; mayTryAgain(attempt.result(), tries); tries++) {
      attempt.printed().close();
      attempt = attempts.attempt(job, slot, line);
    }
    finish(job, line, attempt);
  }

  /** Waits before what could not be started is tried again: that takes no time by itself. */
  private synchronized boolean mayTryAgain(JobResult result, int tries)
      throws InterruptedException {
    if (result.succeeded() || (settings.tries() > 0 && tries >= settings.tries())) {
      return false;
    }
    if (!result.wasStarted()) {
      long deadline = System.nanoTime() + Pause.after(tries).toNanos();
      while (phase == Phase.RUNNING && System.nanoTime() < deadline) {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      }
    }
    return phase == Phase.RUNNING;
  }

  private void finish(Job job, String line, Attempt attempt) throws IOException {
    JobResult result = attempt.result();
    boolean halts;
    synchronized (this) {
      if (phase == Phase.KILLED) {
        attempt.printed().close();
        return; // It was killed, or nearly: nobody knows what it would have come to.
      }
      tally = tally.with(result);
      halts = haltsBy(result);
    }
    if (context.log().isPresent() && result.wasStarted()) { // What has not run is to be run yet.
      context.log().get().add(job.sequence(), line, result, attempt.received());
    }
    printer.print(job.place(), attempt.printed());
    context.listener().ended();
    if (halts) {
      if (settings.halt().when() == HaltRule.When.NOW) {
        running.kill();
      } else {
        running.stop();
      }
      context
          .listener()
          .note(
              "--halt ends it after " + result.describe() + " of: " + Brief.of(Octets.text(line)));
    }
  }

  /** Whether this result is what ends the run. */
  private boolean haltsBy(JobResult result) {
    HaltRule rule = settings.halt();
    if (halted.isPresent() || !rule.isMet(tally, total)) {
      return false;
    }
    halted = Optional.of(rule.exitCode(tally, total, result.exitCode()));
    phase = rule.when() == HaltRule.When.NOW ? Phase.KILLED : Phase.STOPPING;
    notifyAll();
    return true;
  }
}
