package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Printer.Printed;
import dev.warren.subprocess.CommandLostException;
import dev.warren.task.WarrenException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Runs jobs once each, with their files and outputs. Thread-safe. */
final class Attempts {

  private final RunSettings settings;
  private final Captures captures;
  private final JobRun runner;
  private final RunListener listener;

  Attempts(RunSettings settings, Captures captures, JobRun runner, RunListener listener) {
    this.settings = settings;
    this.captures = captures;
    this.runner = runner;
    this.listener = listener;
  }

  /**
   * Runs a job; what cannot be started has failed.
   *
   * @throws HostsGoneException if nothing can be started any more
   */
  Attempt attempt(Job job, int slot, String line) throws IOException, InterruptedException {
    Instant start = Instant.now();
    try {
      Optional<Parcel> parcel =
          settings.transfer().isNeeded()
              ? Optional.of(new Parcel(settings.transfer(), job.filling(slot)))
              : Optional.empty();
      try (Capture capture = captures.open(job, slot, parcel)) {
        return ended(runner.run(job, slot, line, parcel, capture), line, capture);
      }
    } catch (WarrenException e) {
      String host = e instanceof CommandLostException lost ? lost.host() : JobResult.NOWHERE;
      JobResult result = JobResult.broken(host, start, 0, e.getMessage());
      return new Attempt(result, printed(Printed.NOTHING, result), 0);
    }
  }

  /** Whatever went wrong, what the command has written is printed. */
  private Attempt ended(JobResult result, String line, Capture capture)
      throws IOException, InterruptedException {
    if (result.tookTooLong()) {
      listener.note("killed, because it took too long: " + Brief.of(Octets.text(line)));
    }
    JobResult last = result;
    try {
      capture.takeFiles(result.succeeded());
    } catch (WarrenException e) {
      last = result.spoiled(e.getMessage());
    }
    Printed printed = capture.ended();
    return new Attempt(last, printed(printed, last), capture.received());
  }

  private static Printed printed(Printed written, JobResult result) {
    return result
        .fault()
        .map(fault -> written.withError(Octets.ofText("warren: " + Brief.of(fault) + "\n")))
        .orElse(written);
  }
}
