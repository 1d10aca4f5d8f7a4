package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;

/** Starts commands somewhere. Thread-safe. */
public interface Launcher {

  /**
   * Starts a command.
   *
   * @param command the command
   * @return the running command
   * @throws dev.warren.task.WarrenException if it cannot be started
   * @throws HostsGoneException if no command can be started any more
   */
  Popen start(Command command);

  /**
   * Writes a command line so that it arrives unchanged.
   *
   * @param octets a line for a POSIX shell, as octets
   * @return the line as text
   */
  String carried(String octets);
}
