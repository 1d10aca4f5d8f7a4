package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.command.CommandRecord;
import dev.warren.job.JobResult;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandResultsTest {

  private static final String FAILED = "dev.warren.command.CommandFailedException";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static JobResult succeeded(long index, CommandRecord record) {
    return new JobResult(index, new Outcome.Succeeded(index, record.json()));
  }

  private static JobResult failed(long index, CommandRecord record) {
    String json = new String(record.json(), StandardCharsets.UTF_8);
    Failure details = new Failure(FAILED + "$Details", json, List.of(), null);
    String message = "exit code " + record.exitCode() + ": oh no";
    Failure failure = new Failure(FAILED, message, List.of(), details);
    return new JobResult(index, new Outcome.Failed(index, failure));
  }

  private void text(JobResult... results) throws IOException {
    try (Results to = new CommandResults(InProcess.surroundings(Map.of(), out, err))) {
      for (JobResult each : results) {
        to.write(each.index() + 1, each);
      }
    }
  }

  @Test
  void outputsShouldComeOutAsTheyAreAndErrorsWithTheirLine() throws IOException {
    text(
        succeeded(0, new CommandRecord(0, "a\nb", false, 0, "")),
        succeeded(1, new CommandRecord(0, "/wAB", true, 12_345, "one\ntwo\n")),
        failed(2, new CommandRecord(3, "half\n", false, 0, "oh no\n")),
        new JobResult(3, new Outcome.Rejected(3, "no commands here")));

    assertThat(out.toByteArray())
        .isEqualTo("a\nb\u00ff\0\1half\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            line 2: one
            line 2: two
            line 2: 12,345 bytes more of its standard output were cut
            line 3: oh no
            line 3: exit code 3
            line 4: dev.warren.pool.TaskRejectedException: no commands here
            """);
  }

  @Test
  void asJsonTheWholeRecordShouldBeThereOfAFailureToo() throws IOException {
    try (Results to = new JsonResults(out, true)) {
      to.write(1, succeeded(0, new CommandRecord(0, "a\n", false, 0, "")));
      to.write(2, failed(1, new CommandRecord(3, "half\n", false, 0, "oh no\n")));
      to.write(3, new JobResult(2, new Outcome.Rejected(2, "no")));
    }

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"line\":1,\"ok\":{\"exitCode\":0,\"stdout\":\"a\\n\",\"base64\":false,\"cut\":0,"
                + "\"stderr\":\"\"}}",
            "{\"line\":2,\"error\":{\"type\":\""
                + FAILED
                + "\",\"message\":\"exit code 3: oh no\",\"record\":{\"exitCode\":3,\"stdout\":"
                + "\"half\\n\",\"base64\":false,\"cut\":0,\"stderr\":\"oh no\\n\"}}}",
            "{\"line\":3,\"error\":{\"type\":\"dev.warren.pool.TaskRejectedException\","
                + "\"message\":\"no\"}}");
  }
}
