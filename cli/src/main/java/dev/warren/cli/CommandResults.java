package dev.warren.cli;

import dev.warren.command.CommandRecord;
import dev.warren.job.JobResult;
import java.io.IOException;
import java.util.Optional;

/** Writes what commands have written, each where it would have come out. */
final class CommandResults implements Results {

  private final Surroundings surroundings;

  CommandResults(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void write(long line, JobResult result) throws IOException {
    Optional<CommandRecord> known = CommandRecord.of(result.outcome());
    if (known.isEmpty()) {
      say(line, result.errorType() + ": " + Text.oneLine(result.errorMessage()));
      return;
    }
    CommandRecord record = known.get();
    surroundings.out().write(record.output());
    record.stderr().lines().forEach(each -> say(line, each));
    if (record.cut() > 0) {
      say(line, Text.number(record.cut()) + " bytes more of its standard output were cut");
    }
    if (record.exitCode() != 0) {
      say(line, "exit code " + record.exitCode());
    }
  }

  private void say(long line, String what) {
    surroundings.err().println("line " + line + ": " + what);
  }

  @Override
  public void close() throws IOException {
    surroundings.out().flush();
  }
}
