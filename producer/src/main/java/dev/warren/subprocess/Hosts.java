package dev.warren.subprocess;

import dev.warren.codec.Signer;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.LinkSettings;
import java.time.Duration;

/**
 * The worker hosts of a queue, as a place to run commands and child processes: those that were
 * started with {@code warren worker --queue NAME --commands}. Has one connection to the broker for
 * all that is started on it. Thread-safe.
 *
 * <pre>{@code
 * try (Hosts hosts = Hosts.connect("amqp://user:password@broker", "default")) {
 *   String sorted = Command.of("sort").input("b\na\n").on(hosts).checkOutput();
 * }
 * }</pre>
 *
 * <p>What runs there ends with this: when it is closed, when its program ends however that happens,
 * and when its connection to the broker is lost, the hosts kill what it has started.
 */
public final class Hosts implements AutoCloseable {

  private final HostsLink link;
  private final Duration startPatience;

  private Hosts(HostsLink link, Duration startPatience) {
    this.link = link;
    this.startPatience = startPatience;
  }

  /**
   * Connects to the broker of a queue.
   *
   * @param brokerUri {@code amqp://user:password@host:port/vhost}, {@code amqps://} for TLS;
   *     several nodes of a cluster separated by commas
   * @param queue the name of the queue that the worker hosts serve
   * @return the hosts, whether there are any by now or not
   * @throws IllegalArgumentException if either is malformed
   * @throws dev.warren.transport.BrokerException if the broker cannot be used
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public static Hosts connect(String brokerUri, String queue) throws InterruptedException {
    return builder(brokerUri, queue).open();
  }

  /**
   * Starts with the defaults.
   *
   * @param brokerUri as in {@link #connect}
   * @param queue as in {@link #connect}
   * @return a builder
   * @throws IllegalArgumentException if either is malformed
   */
  public static HostsBuilder builder(String brokerUri, String queue) {
    return new HostsBuilder(BrokerAddress.parse(brokerUri), queue);
  }

  static Hosts open(
      LinkSettings settings, String queue, QueueSpec commands, Signer signer, Duration patience)
      throws InterruptedException {
    HostsLink link = new HostsLink(settings, queue, commands, signer);
    try {
      link.awaitUp();
    } catch (InterruptedException | RuntimeException e) {
      link.close();
      throw e;
    }
    return new Hosts(link, patience);
  }

  /** Starts a command and waits until it runs. */
  RemoteCommand start(Command command) {
    RemoteCommand started = link.order(command);
    try {
      started.awaitBegun(startPatience);
      return started;
    } catch (InterruptedException e) {
      started.giveUp();
      Thread.currentThread().interrupt();
      throw new CommandStartException(command, "interrupted while waiting for a worker host");
    }
  }

  /**
   * Closes the connection. What was started on it and still runs is killed, and whoever waits for
   * that gets a {@link CommandLostException}. Closing it again does nothing.
   */
  @Override
  public void close() {
    link.close();
  }

  @Override
  public String toString() {
    return "the worker hosts of queue " + link.queue();
  }
}
