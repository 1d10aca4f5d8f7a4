package dev.warren.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** One run of one peer, in processes of its own. */
final class Trial {

  private static final OpenOption[] APPEND = {StandardOpenOption.CREATE, StandardOpenOption.APPEND};

  private final Duration limit;
  private final Path errors;

  /** {@code errors} gets what peers write to their standard error. */
  Trial(Duration limit, Path errors) {
    this.limit = limit;
    this.errors = errors;
  }

  /** How many seconds it took; empty if it failed, was wrong, or did not end in time. */
  OptionalDouble run(Peer peer, Work work, int count) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(peer.command());
    command.add(work.label());
    command.add(String.valueOf(count));
    Path output = Files.createTempFile("warren-bench", ".out");
    try {
      Files.writeString(errors, String.join(" ", command) + "\n", APPEND);
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
              .start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.writeString(errors, "not done within " + limit.toSeconds() + " s\n", APPEND);
        return OptionalDouble.empty();
      }
      double wall = (System.nanoTime() - start) / 1e9;
      if (process.exitValue() != 0) {
        Files.writeString(errors, "exit code " + process.exitValue() + "\n", APPEND);
        return OptionalDouble.empty();
      }
      String said = Files.readString(output, StandardCharsets.UTF_8).strip();
      double inside = Double.parseDouble(said.substring(said.lastIndexOf('\n') + 1));
      return OptionalDouble.of(work == Work.START ? wall : inside);
    } finally {
      Files.delete(output);
    }
  }
}
