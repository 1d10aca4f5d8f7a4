package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import dev.warren.subprocess.TimeoutExpiredException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs single commands to their end. Thread-safe. */
final class JobRun {

  /** How long a command that took too long has to end by itself. */
  private static final Duration GRACE = Duration.ofMillis(350);

  private static final int TERM = 15;

  /** As GNU parallel calls this machine. */
  private static final String HERE = ":";

  private static final String OWN_PID = Long.toString(ProcessHandle.current().pid());

  private final RunSettings settings;
  private final Launcher launcher;
  private final RunningCommands running;

  JobRun(RunSettings settings, Launcher launcher, RunningCommands running) {
    this.settings = settings;
    this.launcher = launcher;
    this.running = running;
  }

  /**
   * Starts a command line and waits for its end; what it writes is the capture's.
   *
   * @throws dev.warren.task.WarrenException if it cannot be started
   * @throws HostsGoneException if no command can be started any more
   */
  JobResult run(Job job, int slot, String line, Optional<Parcel> parcel, Capture capture)
      throws IOException, InterruptedException {
    Command command =
        command(line, parcel)
            .env("PARALLEL_SEQ", Long.toString(job.sequence()))
            .env("PARALLEL_JOBSLOT", Integer.toString(slot))
            .env("PARALLEL_PID", OWN_PID);
    capture.prepare(command);
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    Popen popen = running.start(launcher, command);
    try {
      capture.started(popen);
      CompletableFuture<Long> sent = send(parcel, popen);
      int code = await(popen);
      return JobResult.of(host(popen), start, elapsed(startNanos), code, sent.join());
    } catch (TimeoutExpiredException e) {
      end(popen);
      return new JobResult(host(popen), start, elapsed(startNanos), JobResult.NO_EXIT, TERM, 0);
    } finally {
      running.remove(popen);
    }
  }

  private static long elapsed(long startNanos) {
    return System.nanoTime() - startNanos;
  }

  private Command command(String line, Optional<Parcel> parcel) {
    if (parcel.isEmpty()) {
      return Command.of(settings.shell(), "-c", launcher.carried(line)).stdin(Stdio.DEVNULL);
    }
    String script = parcel.get().script(settings.shell(), line);
    return Command.of(RunSettings.SHELL, "-c", launcher.carried(script))
        .stdin(parcel.get().sent().isEmpty() ? Stdio.DEVNULL : Stdio.PIPE);
  }

  /** Sends the files while the command runs; completes with the number of bytes. */
  private static CompletableFuture<Long> send(Optional<Parcel> parcel, Popen popen) {
    return parcel.filter(it -> !it.sent().isEmpty()).isEmpty()
        ? CompletableFuture.completedFuture(0L)
        : Pumps.start(() -> Postman.send(parcel.get().sent(), popen.stdin()));
  }

  private static String host(Popen popen) {
    return popen.host().orElse(HERE);
  }

  private int await(Popen popen) throws InterruptedException {
    return settings.timeout().isPresent()
        ? popen.waitFor(settings.timeout().get())
        : popen.waitFor();
  }

  private static void end(Popen popen) throws InterruptedException {
    popen.terminate();
    try {
      popen.waitFor(GRACE);
    } catch (TimeoutExpiredException e) {
      // Then without being asked.
    }
    popen.kill(); // With all that it has started.
    popen.waitFor();
  }
}
