package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;

/** What {@code docker-compose.yml} describes, up and running as a project of its own. */
final class ComposeStack implements AutoCloseable {

  private static final Path FILE = Path.of("..", "docker-compose.yml").toAbsolutePath().normalize();
  private static final String FIRST = "rabbitmq-1";
  private static final Duration START_LIMIT = Duration.ofMinutes(8);
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

  private final ComposeContainer containers;
  private final Map<String, String> env;
  private final List<String> options;
  private String project;

  private ComposeStack(ComposeContainer containers, Map<String, String> env, List<String> options) {
    this.containers = containers;
    this.env = env;
    this.options = options;
  }

  /** Builds the image where it is not the one from before, and starts everything. */
  static ComposeStack start(int workers, Path tasks, String... options)
      throws IOException, InterruptedException {
    String rabbitmq =
        System.getenv().getOrDefault("WARREN_TEST_RABBITMQ_IMAGE", "rabbitmq:4-management");
    Map<String, String> env =
        Map.of(
            "WARREN_IMAGE", "warren:test",
            "WARREN_RABBITMQ_IMAGE", rabbitmq,
            "WARREN_TASKS", tasks.toString(),
            "WARREN_PASSWORD", "p@ss: w%rd/",
            "WARREN_SIGNING_KEY", "a key for signing tasks",
            "WARREN_COOKIE", "a-cookie",
            "WARREN_AMQP_PORT", "0",
            "WARREN_MANAGEMENT_PORT", "0",
            "COMPOSE_PROFILES", "");
    ComposeContainer containers =
        new ComposeContainer("warren", new File(FILE.toString()))
            .withOptions(options)
            .withEnv(env)
            .withPull(false)
            .withBuild(true)
            .withScaledService("worker", workers)
            .withStartupTimeout(START_LIMIT);
    ComposeStack stack = new ComposeStack(containers, env, List.of(options));
    try {
      containers.start();
      stack.project = projectOf(containers.getContainerByServiceName(FIRST).orElseThrow());
      return stack;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      stack.close();
      throw e;
    }
  }

  private static String projectOf(ContainerState container)
      throws IOException, InterruptedException {
    return output(
            new ProcessBuilder(
                "docker",
                "inspect",
                "--format={{index .Config.Labels \"com.docker.compose.project\"}}",
                container.getContainerId()))
        .strip();
  }

  /** Runs a command of compose, and returns what it prints. */
  String compose(String... command) throws IOException, InterruptedException {
    return output(builder(command));
  }

  private static String output(ProcessBuilder command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("warren-compose", ".txt");
    try {
      Process process = command.redirectErrorStream(true).redirectOutput(out.toFile()).start();
      boolean ended = process.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      String said = Files.readString(out);
      assertThat(ended && process.exitValue() == 0)
          .describedAs("%s: %s", String.join(" ", command.command()), said)
          .isTrue();
      return said;
    } finally {
      Files.delete(out);
    }
  }

  /** Runs a script in a container of a worker host, and returns what it prints. */
  String onWorker(String script) throws IOException, InterruptedException {
    return compose("exec", "-T", "worker", "sh", "-c", script);
  }

  /** Starts a producer, whose standard error goes to ours. */
  Process producer(String... command) throws IOException {
    List<String> run = new ArrayList<>(List.of("run", "--rm", "-T", "producer"));
    run.addAll(List.of(command));
    return builder(run.toArray(String[]::new)).redirectError(Redirect.INHERIT).start();
  }

  private ProcessBuilder builder(String... command) {
    List<String> words =
        new ArrayList<>(List.of("docker", "compose", "-p", project, "-f", FILE.toString()));
    words.addAll(options);
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(env);
    return builder;
  }

  @Override
  public void close() {
    containers.stop();
  }
}
