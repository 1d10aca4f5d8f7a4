package dev.warren.examples;

import dev.warren.process.ChildProcess;
import dev.warren.subprocess.Hosts;

/** A process of its own on a worker host, which has this program's classes on its class path. */
public final class RemoteProcess {

  private RemoteProcess() {}

  static void exitWith(int code) {
    System.exit(code);
  }

  /**
   * Runs the example.
   *
   * @param args the URI of a broker and the name of a queue that worker hosts with commands serve;
   *     without them, a broker and a host in this JVM
   * @throws Exception if the hosts cannot be used
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 2) {
      run(args[0], args[1]);
      return;
    }
    try (LocalCluster cluster = LocalCluster.start()) {
      run(cluster.broker(), LocalCluster.QUEUE);
    }
  }

  private static void run(String broker, String queue) throws Exception {
    try (Hosts hosts = Hosts.connect(broker, queue)) {
      ChildProcess child = ChildProcess.of(RemoteProcess::exitWith, 7).on(hosts).start();
      child.join();
      System.out.println("exit code " + child.exitCode().orElseThrow());
    }
  }
}
