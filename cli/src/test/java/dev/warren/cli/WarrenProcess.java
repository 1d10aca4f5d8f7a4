package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged command as a process of its own; killed at the end if it is still there. */
final class WarrenProcess implements AutoCloseable {

  static final String SQUARE = "dev.warren.examples.Squares::square";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Output out;
  private final Output err;

  /** What a stream has brought so far. */
  private static final class Output {
    private final StringBuilder text = new StringBuilder();
    private final Thread pump;

    Output(InputStream source, String name) {
      pump = new Thread(() -> pump(source), name);
      pump.setDaemon(true);
      pump.start();
    }

    private void pump(InputStream source) {
      byte[] buffer = new byte[8192];
      try (source) {
        for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
          add(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        add("(broke off: " + e.getMessage() + ")");
      }
    }

    private synchronized void add(String more) {
      text.append(more);
    }

    synchronized String soFar() {
      return text.toString();
    }

    String all() throws InterruptedException {
      pump.join(PATIENCE.toMillis());
      return soFar();
    }
  }

  private WarrenProcess(Process process, boolean pumpOut) {
    this.process = process;
    this.out = pumpOut ? new Output(process.getInputStream(), "out-" + process.pid()) : null;
    this.err = new Output(process.getErrorStream(), "err-" + process.pid());
  }

  static WarrenProcess start(String... args) throws IOException {
    return start(Map.of(), args);
  }

  static WarrenProcess start(Map<String, String> env, String... args) throws IOException {
    return new WarrenProcess(launch(env, args), true);
  }

  /** Starts it without anybody reading its output; {@link #stdout} is for the test then. */
  static WarrenProcess startUnread(String... args) throws IOException {
    return new WarrenProcess(launch(Map.of(), args), false);
  }

  /** Starts the command by its script, behind other words; the environment has its Java. */
  static WarrenProcess startScript(List<String> before, Map<String, String> env, String... args)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of("..", "warren").toAbsolutePath().normalize().toString());
    command.addAll(List.of(args));
    Map<String, String> all = new HashMap<>(env);
    all.put("JAVA_HOME", System.getProperty("java.home"));
    return new WarrenProcess(launch(all, command), true);
  }

  private static Process launch(Map<String, String> env, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "warren.jar").toAbsolutePath().toString()));
    command.addAll(List.of(args));
    return launch(env, command);
  }

  private static Process launch(Map<String, String> env, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("WARREN_"));
    builder.environment().putAll(env);
    return builder.start();
  }

  /** The class path of these tests' tasks. */
  static String tasks() {
    return "--classpath=" + Path.of("target", "test-classes").toAbsolutePath();
  }

  /** Gives it all of its input. */
  WarrenProcess input(String text) throws IOException {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  OutputStream stdin() {
    return process.getOutputStream();
  }

  InputStream stdout() {
    return process.getInputStream();
  }

  void awaitOut(String part) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(out.soFar()).contains(part));
  }

  void awaitErr(String part) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(err.soFar()).contains(part));
  }

  /** Sends TERM. {@link Process#destroy} would close the streams as well. */
  void terminate() {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  int exitCode() throws InterruptedException {
    return exitCode(PATIENCE);
  }

  int exitCode(Duration patience) throws InterruptedException {
    assertThat(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS))
        .describedAs("it has ended; standard error: %s", err.soFar())
        .isTrue();
    return process.exitValue();
  }

  String outSoFar() {
    return out.soFar();
  }

  String errSoFar() {
    return err.soFar();
  }

  String out() throws InterruptedException {
    return out.all();
  }

  String err() throws InterruptedException {
    return err.all();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
