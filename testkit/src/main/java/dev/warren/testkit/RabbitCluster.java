package dev.warren.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * RabbitMQ in containers of its own, as a cluster whose nodes may be killed, frozen and cut off. It
 * takes the {@code docker} command and an engine whose published ports are on this machine.
 * Thread-safe.
 */
public final class RabbitCluster implements AutoCloseable {

  /** The image, unless said otherwise. */
  public static final String DEFAULT_IMAGE = "rabbitmq:4-management";

  /** The most nodes that can be asked for. */
  public static final int MOST_NODES = 7;

  private static final String USER = "chaos";
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;
  private static final String STOP_SECONDS = "20";

  private final String network;
  private final String password;
  private final List<RabbitNode> nodes = new ArrayList<>();
  private final Thread exitHook = new Thread(this::removeQuietly, "warren-cluster-exit");

  private RabbitCluster(String name) {
    this.network = name;
    this.password = UUID.randomUUID().toString();
  }

  /**
   * Whether there is a Docker to run it on.
   *
   * @return whether the {@code docker} command is there and its engine answers
   */
  public static boolean isPossible() {
    return Docker.answers();
  }

  /**
   * Starts one, and returns when every node takes connections.
   *
   * @param image an image of RabbitMQ
   * @param size how many nodes, 1 to {@value #MOST_NODES}
   * @return the cluster
   * @throws IllegalArgumentException if that is no size
   * @throws IOException if Docker does not do it, or a node does not come up
   * @throws InterruptedException if the thread is interrupted
   */
  public static RabbitCluster start(String image, int size)
      throws IOException, InterruptedException {
    if (size < 1 || size > MOST_NODES) {
      throw new IllegalArgumentException(
          "a cluster has 1 to " + MOST_NODES + " nodes, not " + size);
    }
    RabbitCluster cluster =
        new RabbitCluster("warren-chaos-" + UUID.randomUUID().toString().substring(0, 8));
    Runtime.getRuntime().addShutdownHook(cluster.exitHook);
    try {
      cluster.create(image, size);
      cluster.startAll();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void create(String image, int size) throws IOException, InterruptedException {
    Docker.run("network", "create", network);
    Path configuration = Files.createTempFile("warren-cluster", ".conf");
    try {
      Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));
      Files.write(configuration, configuration(size));
      for (int i = 1; i <= size; i++) {
        String host = host(i);
        String container = network + "-" + i;
        int port = freePort();
        Docker.run(
            "create",
            "--name=" + container,
            "--hostname=" + host,
            "--network=" + network,
            "--network-alias=" + host,
            // A node may crash while it starts beside one that has just gone; the others wait for
            // it.
            "--restart=on-failure",
            "--publish=127.0.0.1:" + port + ":5672",
            "--env=RABBITMQ_ERLANG_COOKIE=" + network,
            image);
        nodes.add(new RabbitNode(container, network, host, port));
        Docker.run(
            "cp", configuration.toString(), container + ":/etc/rabbitmq/conf.d/90-chaos.conf");
      }
    } finally {
      Files.deleteIfExists(configuration);
    }
  }

  private List<String> configuration(int size) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "default_user = " + USER,
                "default_pass = " + password,
                "loopback_users = none",
                "cluster_partition_handling = " + (size > 2 ? "pause_minority" : "autoheal"),
                "cluster_formation.peer_discovery_backend = classic_config"));
    for (int i = 1; i <= size; i++) {
      lines.add("cluster_formation.classic_config.nodes." + i + " = rabbit@" + host(i));
    }
    return lines;
  }

  private static String host(int number) {
    return "rabbit" + number;
  }

  private void startAll() throws IOException, InterruptedException {
    Docker.run(withContainers("start"));
    for (RabbitNode each : nodes) {
      Greeting.await(each.address());
    }
  }

  /**
   * Its nodes.
   *
   * @return always the same
   */
  public List<RabbitNode> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * Its address, or that of the same nodes behind other ports.
   *
   * @param ports a port of the loopback interface for each node, such as that of a {@link
   *     LinkProxy}
   * @return as {@code PoolBuilder.broker} takes it, with user and password
   */
  public String uri(List<Integer> ports) {
    return ports.stream()
        .map(port -> "amqp://" + USER + ":" + password + "@127.0.0.1:" + port + "/")
        .collect(Collectors.joining(","));
  }

  /**
   * Its address.
   *
   * @return as {@code PoolBuilder.broker} takes it, with user and password
   */
  public String uri() {
    return uri(nodes.stream().map(each -> each.address().getPort()).toList());
  }

  /**
   * Stops all nodes in order, starts them again, and returns when they take connections.
   *
   * @throws IOException if Docker does not do it, or a node does not come up
   * @throws InterruptedException if the thread is interrupted
   */
  public void restart() throws IOException, InterruptedException {
    Docker.run(withContainers("stop", "-t", STOP_SECONDS));
    startAll();
  }

  private String[] withContainers(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    nodes.forEach(each -> words.add(each.container()));
    return words.toArray(String[]::new);
  }

  /**
   * Removes the containers with all they have stored, and their network; on an interrupted thread
   * as well, which stays interrupted.
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    removeQuietly();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // The JVM is ending, which is when the hook removes what is left.
    }
  }

  private void removeQuietly() {
    try {
      if (!nodes.isEmpty()) {
        Docker.run(withContainers("rm", "--force", "--volumes"));
      }
      Docker.run("network", "rm", network);
    } catch (IOException e) {
      System.err.println(
          "what is left of " + network + " has to be removed by hand: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Below what systems hand out for outgoing connections, which might take it over a restart. */
  private static int freePort() throws IOException {
    int start = ThreadLocalRandom.current().nextInt(PORTS);
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + (start + i) % PORTS;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it; perhaps not the next.
      }
    }
    throw new IOException("no free port from " + FIRST_PORT + " on");
  }
}
