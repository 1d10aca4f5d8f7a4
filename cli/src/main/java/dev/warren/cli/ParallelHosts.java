package dev.warren.cli;

import dev.warren.cli.parallel.Launcher;
import dev.warren.cli.parallel.LocalLauncher;
import dev.warren.cli.parallel.RemoteLauncher;
import dev.warren.subprocess.Hosts;
import dev.warren.subprocess.HostsBuilder;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code warren parallel} that say where commands run. */
final class ParallelHosts {

  private static final String DEFAULT_QUEUE = "default";

  @Mixin private BrokerOption broker = new BrokerOption();

  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description =
          "Run the commands on the worker hosts of that queue, which were started with"
              + " --commands;"
              + " default with --broker: "
              + DEFAULT_QUEUE
              + ".")
  private String queue;

  @Mixin private SigningKeyOption signingKey = new SigningKeyOption();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "2m",
      converter = DurationConverter.class,
      description =
          "How long the broker or all worker hosts may be away; default: ${DEFAULT-VALUE}.")
  private Duration patience;

  /** Whether commands run on worker hosts: not only because the environment knows a broker. */
  boolean areAskedFor() {
    return broker.isGiven() || queue != null;
  }

  /** The worker hosts; empty if commands run here. */
  Optional<Hosts> connect(Surroundings surroundings) throws InterruptedException {
    if (!areAskedFor()) {
      return Optional.empty();
    }
    String uri =
        broker
            .find(surroundings)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "which broker? add --broker URI or set " + BrokerOption.VARIABLE));
    HostsBuilder builder =
        Hosts.builder(uri, queue == null ? DEFAULT_QUEUE : queue)
            .patience(patience)
            .startPatience(patience);
    signingKey.find(surroundings).ifPresent(builder::signingKey);
    return Optional.of(builder.open());
  }

  /** What starts commands there. */
  static Launcher launcher(Optional<Hosts> hosts) {
    return hosts.<Launcher>map(RemoteLauncher::new).orElseGet(LocalLauncher::new);
  }
}
