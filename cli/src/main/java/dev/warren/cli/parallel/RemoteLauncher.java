package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.CommandStartException;
import dev.warren.subprocess.Hosts;
import dev.warren.subprocess.NoHostException;
import dev.warren.subprocess.Popen;
import dev.warren.transport.BrokerException;

/** Starts commands on the worker hosts of a queue. */
public final class RemoteLauncher implements Launcher {

  private final Hosts hosts;

  /**
   * Starts commands there.
   *
   * @param hosts the worker hosts; the caller's to close
   */
  public RemoteLauncher(Hosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public Popen start(Command command) {
    try {
      return command.on(hosts).start();
    } catch (CommandStartException e) {
      Throwable cause = e.getCause();
      if (cause instanceof NoHostException || cause instanceof BrokerException) {
        throw new HostsGoneException(cause);
      }
      throw e;
    }
  }

  /** Nobody knows the locale of a host; every one carries ASCII. */
  @Override
  public String carried(String octets) {
    return Octets.ascii(octets);
  }
}
