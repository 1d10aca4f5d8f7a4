package dev.warren.process;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Hosts;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import dev.warren.sync.route.Doorway;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The parent's part of the start of a child process, the other end of {@link ProcessMain}.
 *
 * @param name the child's name
 * @param daemon whether it is a daemon
 * @param place the worker hosts to run it on; empty for this machine
 */
record Start(String name, boolean daemon, Optional<Hosts> place) {

  /** Starts a process and hands over to it what it is to do. May wait for a worker host. */
  Popen begin(Target what) {
    OptionalLong parent = OptionalLong.of(ProcessHandle.current().pid());
    CurrentProcess child = new CurrentProcess(name, 0, daemon, parent);
    Command command = Command.java(ProcessMain.class.getName(), ProcessMain.arguments(child, what));
    place.ifPresentOrElse(command::on, () -> Doorway.environment().forEach(command::env));
    Popen begun = command.stdin(Stdio.PIPE).start();
    try {
      DataOutputStream hand = new DataOutputStream(begun.stdin());
      hand.writeInt(what.data().length);
      hand.write(what.data());
      hand.flush();
    } catch (IOException e) {
      // It has ended already, and its exit code says how.
      begun.terminate();
    }
    return begun;
  }
}
