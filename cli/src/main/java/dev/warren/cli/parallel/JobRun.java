package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.CommandLostException;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import dev.warren.subprocess.TimeoutExpiredException;
import dev.warren.task.WarrenException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
   * Starts a command line and waits for its end; what it writes is the capture's. If its host is
   * lost, that is its end.
   *
   * @throws dev.warren.task.WarrenException if it cannot be started, or is lost while it starts
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
      Optional<Integer> code = awaitOrEnd(popen);
      long nanos = System.nanoTime() - startNanos;
      return code.isPresent()
          ? ended(host(popen), start, nanos, code.get(), sent)
          : new JobResult(host(popen), start, nanos, JobResult.NO_EXIT, TERM, 0);
    } catch (CommandLostException e) {
      return JobResult.broken(host(popen), start, System.nanoTime() - startNanos, e.getMessage());
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      popen.kill(); // Nobody would look after it any more.
      throw e;
    } finally {
      running.remove(popen);
    }
  }

  private static JobResult ended(
      String host, Instant start, long nanos, int code, CompletableFuture<Long> sent) {
    try {
      return JobResult.of(host, start, nanos, code, sent.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof WarrenException fault) {
        return JobResult.of(host, start, nanos, code, 0).spoiled(fault.getMessage());
      }
      throw e;
    }
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

  /** Empty if it took too long, and was ended. */
  private Optional<Integer> awaitOrEnd(Popen popen) throws InterruptedException {
    if (settings.timeout().isEmpty()) {
      return Optional.of(popen.waitFor());
    }
    try {
      return Optional.of(popen.waitFor(settings.timeout().get()));
    } catch (TimeoutExpiredException e) {
      end(popen);
      return Optional.empty();
    }
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
