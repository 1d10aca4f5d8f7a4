package dev.warren.cli;

import dev.warren.transport.BrokerAddress;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the broker is: from the command line, or else from the environment. */
final class BrokerOption {

  static final String VARIABLE = "WARREN_BROKER";
  static final String PASSWORD_VARIABLE = "WARREN_BROKER_PASSWORD";

  @Option(
      names = "--broker",
      paramLabel = "URI",
      description = {
        "The broker: amqp://user:password@host:5672/vhost, amqps:// for TLS; several nodes of a"
            + " cluster separated by commas.",
        "Without it: the environment variable " + VARIABLE + ", which no list of processes shows.",
        "A password that is not in it is taken from "
            + PASSWORD_VARIABLE
            + "; instead of either variable one with _FILE behind its name may name a file."
      })
  private String uri;

  /** Whether the command line names one. */
  boolean isGiven() {
    return uri != null;
  }

  /** The broker's URI, checked; empty if none was given. */
  Optional<String> find(Surroundings surroundings) {
    Optional<String> given =
        Optional.ofNullable(uri).or(() -> Secrets.find(surroundings, VARIABLE));
    given.ifPresent(this::check);
    Optional<String> password =
        given.isEmpty() ? given : Secrets.find(surroundings, PASSWORD_VARIABLE);
    return password.isEmpty()
        ? given
        : given.map(it -> BrokerAddress.withPassword(it, password.get()));
  }

  /** The broker's URI, for a command that cannot do without. */
  String require(Surroundings surroundings) {
    return find(surroundings)
        .orElseThrow(
            () -> CommandException.usage("which broker? add --broker URI or set " + VARIABLE));
  }

  private void check(String given) {
    try {
      BrokerAddress.parse(given);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage((uri == null ? VARIABLE : "--broker") + ": " + e.getMessage());
    }
  }
}
