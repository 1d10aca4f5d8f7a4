package dev.warren.transport;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code rabbitmqctl} on a broker of the test kit, which is in a container or a private node.
 */
final class RabbitControl {

  private static final long TIMEOUT_SECONDS = 60;
  private static final List<Path> TOOLS =
      List.of(
          Path.of("/usr/lib/rabbitmq/bin/rabbitmqctl"),
          Path.of("/opt/homebrew/opt/rabbitmq/sbin/rabbitmqctl"),
          Path.of("/usr/local/opt/rabbitmq/sbin/rabbitmqctl"));

  private final List<String> command;
  private final Map<String, String> environment;

  private RabbitControl(List<String> command, Map<String, String> environment) {
    this.command = command;
    this.environment = environment;
  }

  /** Finds the broker of the test kit that listens on the URI's port. */
  static Optional<RabbitControl> of(URI uri) {
    try {
      Optional<RabbitControl> node = ofPrivateNode(uri.getPort());
      return node.isPresent() ? node : ofContainer(uri.getPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<RabbitControl> ofContainer(int port) throws IOException {
    String id =
        output(List.of("docker", "ps", "--quiet", "--filter", "publish=" + port), Map.of()).strip();
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(new RabbitControl(List.of("docker", "exec", id, "rabbitmqctl"), Map.of()));
  }

  private static Optional<RabbitControl> ofPrivateNode(int port) throws IOException {
    Optional<Path> tool = TOOLS.stream().filter(Files::isExecutable).findFirst();
    Optional<Path> home = homeOfNode(port);
    if (tool.isEmpty() || home.isEmpty()) {
      return Optional.empty();
    }
    String node = "test" + port + "@localhost";
    return Optional.of(
        new RabbitControl(
            List.of(tool.get().toString(), "--node", node),
            Map.of(
                "HOME",
                home.get().toString(),
                "RABBITMQ_NODENAME",
                node,
                "ERL_EPMD_PORT",
                "1",
                "ERL_FLAGS", // Also heard by the Erlang that would start epmd, a daemon that stays.
                "-start_epmd false",
                "RABBITMQ_CTL_ERL_ARGS",
                "-dist_listen false -erl_epmd_port " + (port + 1))));
  }

  /** The node's cookie is there. */
  private static Optional<Path> homeOfNode(int port) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(temporary, "warren-rabbitmq*")) {
      for (Path each : homes) {
        Path settings = each.resolve("rabbitmq.conf");
        if (Files.exists(settings) && Files.readString(settings).contains("127.0.0.1:" + port)) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  /** Runs a command and returns what it prints. */
  String run(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    return output(all, environment);
  }

  /** Has the broker evaluate an Erlang expression. */
  String eval(String expression) throws IOException {
    return run("eval", expression);
  }

  private static String output(List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return output;
  }
}
