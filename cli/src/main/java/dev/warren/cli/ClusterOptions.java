package dev.warren.cli;

import dev.warren.cluster.Cluster;
import dev.warren.cluster.Which;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The broker whose worker hosts a command is about, and how long they may take. */
final class ClusterOptions {

  @Mixin private BrokerOption broker = new BrokerOption();

  @Mixin private SigningKeyOption signingKey = new SigningKeyOption();

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description = "Only the worker hosts of this queue; default: of any.")
  private String queue;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = "How long worker hosts may take to answer; default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long the broker may be away; default: ${DEFAULT-VALUE}.")
  private Duration patience;

  Cluster connect(Surroundings surroundings) {
    String uri = broker.require(surroundings);
    if (timeout.isZero()) {
      throw CommandException.usage("--timeout must be more than 0");
    }
    String key = signingKey.find(surroundings).orElse("");
    return Cluster.connect(uri, key, patience).withTimeout(timeout);
  }

  /** Of these hosts the ones of the queue that the command line names. */
  Which onQueue(Which which) {
    return queue == null ? which : which.onQueue(queue);
  }
}
