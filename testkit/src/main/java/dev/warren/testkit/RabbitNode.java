package dev.warren.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A node of a {@link RabbitCluster}, in a container. Thread-safe. */
public final class RabbitNode {

  private final String container;
  private final String network;
  private final String host;
  private final int port;

  RabbitNode(String container, String network, String host, int port) {
    this.container = container;
    this.network = network;
    this.host = host;
    this.port = port;
  }

  /**
   * Where it listens for AMQP.
   *
   * @return an address of the loopback interface, the same when it was killed and started again
   */
  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  String container() {
    return container;
  }

  /**
   * Kills it, with {@code SIGKILL}.
   *
   * @throws IOException if Docker does not do it
   * @throws InterruptedException if the thread is interrupted
   */
  public void kill() throws IOException, InterruptedException {
    Docker.run("kill", container);
  }

  /**
   * Starts it again, and returns when it takes connections.
   *
   * @throws IOException if Docker does not do it, or the node does not come up
   * @throws InterruptedException if the thread is interrupted
   */
  public void start() throws IOException, InterruptedException {
    Docker.run("start", container);
    Greeting.await(address());
  }

  /**
   * Freezes it, as {@code SIGSTOP} does with a process: it goes on existing and says nothing.
   *
   * @throws IOException if Docker does not do it
   * @throws InterruptedException if the thread is interrupted
   */
  public void freeze() throws IOException, InterruptedException {
    Docker.run("pause", container);
  }

  /**
   * Lets it go on.
   *
   * @throws IOException if Docker does not do it
   * @throws InterruptedException if the thread is interrupted
   */
  public void thaw() throws IOException, InterruptedException {
    Docker.run("unpause", container);
  }

  /**
   * Cuts it off, from the other nodes and from clients.
   *
   * @throws IOException if Docker does not do it
   * @throws InterruptedException if the thread is interrupted
   */
  public void partition() throws IOException, InterruptedException {
    Docker.run("network", "disconnect", network, container);
  }

  /**
   * Connects it again, and returns when it takes connections.
   *
   * @throws IOException if Docker does not do it, or the node does not come back
   * @throws InterruptedException if the thread is interrupted
   */
  public void heal() throws IOException, InterruptedException {
    Docker.run("network", "connect", "--alias", host, network, container);
    Greeting.await(address());
  }
}
