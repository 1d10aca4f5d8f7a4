package dev.warren.examples;

import dev.warren.process.ChildProcess;
import dev.warren.sync.Connection;
import dev.warren.sync.Manager;
import dev.warren.sync.Pipe;
import dev.warren.sync.PipeEndedException;

/** A process answers through a pipe until the other end is closed. */
final class PipeBothWays {

  static void shout(Connection<String> connection) throws InterruptedException {
    try {
      while (true) {
        connection.send(connection.receive().toUpperCase(java.util.Locale.ROOT));
      }
    } catch (PipeEndedException e) {
      return; // The program has closed its end.
    }
  }

  public static void main(String[] args) throws InterruptedException {
    try (Manager manager = Manager.create()) {
      Pipe<String> pipe = manager.pipe(String.class);
      ChildProcess child = ChildProcess.of(PipeBothWays::shout, pipe.second()).start();
      pipe.first().send("hello");
      System.out.println(pipe.first().receive());
      pipe.first().close();
      child.join();
      System.out.println("exit code " + child.exitCode().orElseThrow());
    }
  }
}
