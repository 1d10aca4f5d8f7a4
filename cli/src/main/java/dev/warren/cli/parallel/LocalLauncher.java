package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;

/** Starts commands on this machine. */
public final class LocalLauncher implements Launcher {

  @Override
  public Popen start(Command command) {
    return command.start();
  }

  @Override
  public String carried(String octets) {
    return Octets.carried(octets);
  }
}
