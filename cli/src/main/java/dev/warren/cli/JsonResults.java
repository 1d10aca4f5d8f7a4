package dev.warren.cli;

import dev.warren.codec.JsonText;
import dev.warren.command.CommandRecord;
import dev.warren.job.JobResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes a line of JSON for each line of the input. */
final class JsonResults implements Results {

  private final OutcomeLines lines;
  private final boolean commands;

  /** {@code commands}: whether each result is that of a command. */
  JsonResults(OutputStream out, boolean commands) {
    this.lines = new OutcomeLines(out);
    this.commands = commands;
  }

  @Override
  public void write(long line, JobResult result) throws IOException {
    if (result.isSuccess()) {
      lines.succeeded(line, result.value(JsonText.class));
    } else {
      TaskFailure reason = new TaskFailure(result.errorType(), Text.oneLine(result.errorMessage()));
      lines.failed(line, reason, record(result));
    }
  }

  private Optional<JsonText> record(JobResult result) {
    return commands
        ? CommandRecord.of(result.outcome())
            .map(it -> new JsonText(new String(it.json(), StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
