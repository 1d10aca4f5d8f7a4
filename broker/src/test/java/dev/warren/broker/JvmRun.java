package dev.warren.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program run to its end in a JVM of its own.
 *
 * @param exitCode what the JVM ended with
 * @param output standard output and error, in the order they were written
 */
record JvmRun(int exitCode, List<String> output) {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  static JvmRun of(Class<?> program, String... jvmArguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("warren-jvm", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(jvmArguments));
    command.add(program.getName());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      assertThat(ended).as("%s ended by itself; it wrote %s", program, lines(output)).isTrue();
      return new JvmRun(process.exitValue(), lines(output));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  private static List<String> lines(Path output) throws IOException {
    return Files.readAllLines(output);
  }
}
