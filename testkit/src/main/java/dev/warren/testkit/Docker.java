package dev.warren.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code docker} command. */
final class Docker {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Docker() {}

  /** Whether there is one, and an engine behind it that answers. */
  static boolean answers() {
    try {
      run("version", "--format", "{{.Server.Version}}");
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Runs a command and returns what it has printed.
   *
   * @throws IOException if it fails, with what it says, or takes more than three minutes
   */
  static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("warren-docker", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      String shown = "docker " + arguments[0];
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(shown + " takes more than " + LIMIT.toMinutes() + " minutes");
      }
      String said = Files.readString(output, StandardCharsets.UTF_8).strip();
      if (process.exitValue() != 0) {
        throw new IOException(shown + " has failed: " + said);
      }
      return said;
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
