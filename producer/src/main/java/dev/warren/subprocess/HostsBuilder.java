package dev.warren.subprocess;

import dev.warren.codec.Signer;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.LinkSettings;
import java.time.Duration;

/** The settings of {@link Hosts}. Not thread-safe. */
public final class HostsBuilder {

  /** How long the broker may stay away, at first and later, unless said otherwise. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

  /** How long a start waits for a worker host to be there, unless said otherwise. */
  public static final Duration DEFAULT_START_PATIENCE = Duration.ofSeconds(30);

  private final BrokerAddress broker;
  private final String queue;
  private final QueueSpec commands;
  private Signer signer = Signer.of("");
  private Duration patience = DEFAULT_PATIENCE;
  private Duration startPatience = DEFAULT_START_PATIENCE;

  HostsBuilder(BrokerAddress broker, String queue) {
    this.broker = broker;
    this.queue = queue;
    this.commands = QueueSpec.commands(queue);
  }

  /**
   * Signs what is sent, for worker hosts that ask for it.
   *
   * @param key the shared key, at least {@value Signer#MIN_KEY_LENGTH} characters; default: none
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public HostsBuilder signingKey(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a signing key must not be empty: leave it out for none");
    }
    signer = Signer.of(key);
    return this;
  }

  /**
   * Sets how long the broker may stay away. That is for the connection: commands that run are lost
   * when it is.
   *
   * @param longest the longest absence, at first and later; default two minutes
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public HostsBuilder patience(Duration longest) {
    patience = checked("patience", longest);
    return this;
  }

  /**
   * Sets how long a start waits while no worker host at all serves commands on the queue. For hosts
   * that are there and busy it waits without an end.
   *
   * @param longest the longest wait; default 30 seconds
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public HostsBuilder startPatience(Duration longest) {
    startPatience = checked("startPatience", longest);
    return this;
  }

  private static Duration checked(String what, Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException(what + " cannot be negative, not " + longest);
    }
    return longest;
  }

  /**
   * Connects to the broker.
   *
   * @return the hosts, whether there are any by now or not
   * @throws dev.warren.transport.BrokerException if the broker cannot be used
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public Hosts open() throws InterruptedException {
    LinkSettings settings = new LinkSettings(broker, "warren commands", patience, patience);
    return Hosts.open(settings, queue, commands, signer, startPatience);
  }
}
