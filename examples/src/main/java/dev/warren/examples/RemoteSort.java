package dev.warren.examples;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Hosts;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Commands on the worker hosts of a queue: the same as on this machine, with one call more. */
public final class RemoteSort {

  private RemoteSort() {}

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
      String sorted = Command.of("sort").input("pear\napple\n").on(hosts).checkOutput();
      System.out.print(sorted);

      Command command = Command.of("tr", "a-z", "A-Z").stdin(Stdio.PIPE).stdout(Stdio.PIPE);
      try (Popen upper = command.on(hosts).start()) {
        upper.stdin().write("streamed as it is written\n".getBytes(StandardCharsets.UTF_8));
        upper.stdin().close();
        BufferedReader stdout =
            new BufferedReader(new InputStreamReader(upper.stdout(), StandardCharsets.UTF_8));
        System.out.println(stdout.readLine());
      }

      try (Popen sleep = Command.of("sleep", "1000").on(hosts).start()) {
        sleep.terminate();
        System.out.println("return code " + sleep.waitFor());
      }
    }
  }
}
