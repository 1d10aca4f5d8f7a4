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
        JobResult result = runner.run(job, slot, line, parcel, capture);
        if (result.tookTooLong()) {
          listener.note("killed, because it took too long: " + Octets.text(line));
        }
        Printed printed = capture.ended(result.succeeded());
        return new Attempt(result, printed, capture.received());
      }
    } catch (WarrenException e) {
      Output message = Output.of(Octets.ofText("warren: " + e.getMessage() + "\n"));
      String host = e instanceof CommandLostException lost ? lost.host() : JobResult.NOWHERE;
      JobResult result = new JobResult(host, start, 0, JobResult.NO_EXIT, 0, 0);
      return new Attempt(result, new Printed("", Output.NONE, message), 0);
    }
  }
}
