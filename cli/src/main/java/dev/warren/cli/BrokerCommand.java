package dev.warren.cli;

import dev.warren.broker.BrokerStartException;
import dev.warren.broker.EmbeddedBroker;
import dev.warren.spi.LocalBrokerOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code warren broker}: the embedded broker alone, until it is told to stop. */
@Command(
    name = "broker",
    description = {
      "Run a broker for this machine in the foreground and print where it is.",
      "It listens on the loopback interface and keeps everything in memory. For several machines, or"
          + " tasks that must outlive it, use RabbitMQ."
    })
final class BrokerCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "5672",
      description = "The TCP port, 0 for any free one; default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = LocalBrokerOptions.DEFAULT_USER,
      description = "The user to let in; default: ${DEFAULT-VALUE}.")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "A file with the password. Without it: the environment variable "
              + BrokerOption.PASSWORD_VARIABLE
              + ", or the file that "
              + BrokerOption.PASSWORD_VARIABLE
              + "_FILE names; without these a new one is made and printed.")
  private Path passwordFile;

  BrokerCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<String> password =
        Optional.ofNullable(passwordFile)
            .map(Secrets::read)
            .or(() -> Secrets.find(surroundings, BrokerOption.PASSWORD_VARIABLE));
    EmbeddedBroker broker = start(password);
    surroundings.signals().on(number -> broker.close(), StopSignals::halt);
    String uri = broker.uri().toString();
    surroundings.note(
        password.isPresent()
            ? "the broker is ready, with the password that it was given"
            : "the broker is ready, with a password of its own");
    surroundings.outWriter().println(password.isPresent() ? withoutPassword(uri) : uri);
    broker.awaitClose();
    if (surroundings.signals().first() == 0) {
      throw CommandException.environment("the broker has ended by itself", null);
    }
    return Exit.OK;
  }

  private EmbeddedBroker start(Optional<String> password) {
    LocalBrokerOptions options;
    try {
      options =
          new LocalBrokerOptions(
              port, user, password.orElseGet(() -> LocalBrokerOptions.random().password()));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
    try {
      return EmbeddedBroker.start(options);
    } catch (BrokerStartException e) {
      throw CommandException.environment(e.getMessage(), e);
    }
  }

  /** The URI with a word where the password stands. */
  private static String withoutPassword(String uri) {
    return uri.replaceFirst("//([^:/@]*):[^@]*@", "//$1:PASSWORD@");
  }
}
