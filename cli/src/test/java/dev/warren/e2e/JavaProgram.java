package dev.warren.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A main class of these tests in a JVM of its own; killed at the end if it is still there. */
final class JavaProgram implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private JavaProgram(Process process) {
    this.process = process;
    Thread pump = new Thread(this::pump, "output-of-" + process.pid());
    pump.setDaemon(true);
    pump.start();
  }

  static JavaProgram start(Class<?> main, String... arguments) throws IOException {
    return start(List.of(), Map.of(), main, arguments);
  }

  static JavaProgram start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return start(options, Map.of(), main, arguments);
  }

  static JavaProgram start(Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    return start(List.of(), environment, main, arguments);
  }

  private static JavaProgram start(
      List<String> options, Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new JavaProgram(builder.start());
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits for a line that begins so, and returns the rest of it. */
  String awaitLine(String beginning) throws InterruptedException {
    return awaitLine(beginning, PATIENCE_SECONDS);
  }

  /** The same, with a patience of its own, in seconds. */
  String awaitLine(String beginning, long patience) throws InterruptedException {
    while (true) {
      String line = lines.poll(patience, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no line \"" + beginning + "...\" but " + seen);
      }
      seen.add(line);
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
  }

  /** Waits for a line with that in it. */
  String awaitLineWith(String part) throws InterruptedException {
    String line = awaitLine("");
    while (!line.contains(part)) {
      line = awaitLine("");
    }
    return line;
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the program goes on; it has printed " + seen + lines);
    }
    return process.exitValue();
  }

  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void pump() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("the output broke off: " + e);
    }
  }
}
