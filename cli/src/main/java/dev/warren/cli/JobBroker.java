package dev.warren.cli;

import dev.warren.job.Job;
import dev.warren.job.Jobs;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The broker whose jobs a command is about. */
final class JobBroker {

  @Mixin private BrokerOption broker = new BrokerOption();

  @Mixin private SigningKeyOption signingKey = new SigningKeyOption();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long the broker may be away; default: ${DEFAULT-VALUE}.")
  private Duration patience;

  Jobs connect(Surroundings surroundings) {
    String uri = broker.require(surroundings);
    return Jobs.connect(uri, signingKey.find(surroundings).orElse(""), patience);
  }

  Job job(Surroundings surroundings, String id) {
    Jobs jobs = connect(surroundings);
    try {
      return jobs.job(id);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }
}
