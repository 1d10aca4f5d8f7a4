package dev.warren.broker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The directory, ports and password of a private node, which a restart keeps.
 *
 * @param directory holds all that the node writes, its home directory included
 * @param port where it listens for AMQP, on the loopback interface only
 * @param password of its only user
 */
record NodeFiles(Path directory, int port, String password) {

  private static final String USER = "test";
  private static final int FIRST_PORT = 20_000;
  private static final int PAIRS_OF_PORTS = 5_000;

  static NodeFiles create() {
    try {
      Path directory = Files.createTempDirectory("warren-rabbitmq");
      NodeFiles files = new NodeFiles(directory, freePort(), UUID.randomUUID().toString());
      files.write();
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("amqp://" + USER + ":" + password + "@127.0.0.1:" + port + "/%2f");
  }

  private void write() throws IOException {
    Files.write(
        directory.resolve("rabbitmq.conf"),
        List.of(
            "listeners.tcp.1 = 127.0.0.1:" + port,
            "default_user = " + USER,
            "default_pass = " + password,
            "log.console = false"));
    Files.writeString(directory.resolve("plugins"), "[].\n");
  }

  /**
   * What the server's script reads.
   *
   * <p>There is no epmd, a daemon that would outlive the node: its port is one where none answers,
   * the node name is given to Erlang itself so that RabbitMQ does not start one, and no Erlang that
   * the node starts, as it does once a minute to see that epmd is there, may start one either.
   */
  void putInto(Map<String, String> environment) {
    int distributionPort = port + 1;
    String name = "test" + port + "@localhost";
    environment.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
    environment.putAll(
        Map.of(
            "HOME",
            directory.toString(),
            "ERL_EPMD_PORT",
            "1",
            "ERL_FLAGS",
            "-start_epmd false",
            "RABBITMQ_ALLOW_INPUT",
            "1",
            "RABBITMQ_NODENAME",
            name,
            "RABBITMQ_DIST_PORT",
            Integer.toString(distributionPort),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
            "-kernel inet_dist_use_interface {127,0,0,1}"
                + (" -erl_epmd_port " + distributionPort + " -sname " + name)));
    environment.putAll(
        Map.of(
            "RABBITMQ_CONFIG_FILE", path("rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE", path("rabbitmq-env.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE", path("advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE", path("plugins"),
            "RABBITMQ_MNESIA_BASE", path("data"),
            "RABBITMQ_LOG_BASE", path("log"),
            "RABBITMQ_PID_FILE", path("pid")));
  }

  void delete() {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  /** Below what systems hand out for outgoing connections, which might take it over a restart. */
  private static int freePort() {
    int start = ThreadLocalRandom.current().nextInt(PAIRS_OF_PORTS);
    for (int i = 0; i < PAIRS_OF_PORTS; i++) {
      int port = FIRST_PORT + 2 * ((start + i) % PAIRS_OF_PORTS);
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port from " + FIRST_PORT + " on");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
