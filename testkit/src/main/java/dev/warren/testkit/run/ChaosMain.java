package dev.warren.testkit.run;

import dev.warren.task.WarrenException;
import dev.warren.testkit.Fault;
import dev.warren.testkit.LinkFaults;
import dev.warren.testkit.LinkProxy;
import dev.warren.testkit.NodeFaults;
import dev.warren.testkit.RabbitCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Where {@code ./warren-chaos} begins. */
public final class ChaosMain {

  private static final int LOST = 1;
  private static final int USAGE = 2;
  private static final int CANNOT_RUN = 3;

  private static final Duration NODE_PAUSE = Duration.ofSeconds(10);
  private static final Duration LINK_PAUSE = Duration.ofSeconds(7);
  private static final Duration NODE_AWAY = Duration.ofSeconds(5);
  private static final Duration FREEZE = Duration.ofSeconds(30);
  private static final Duration PARTITION = Duration.ofSeconds(15);
  private static final Duration LATENCY = Duration.ofMillis(200);
  private static final Duration SLOW = Duration.ofSeconds(15);
  private static final Duration STALL = Duration.ofSeconds(5);

  private ChaosMain() {}

  /**
   * Runs it and ends the JVM: 0 if nothing was lost, 1 if something was, 2 for a wrong command
   * line, 3 if it could not be run: no Docker, or a broker or host that does not start.
   *
   * @param args options, each followed by its value: {@code --seed}, {@code --minutes}, {@code
   *     --tasks}, {@code --nodes}, {@code --hosts}, {@code --processes}, {@code --image}
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    ChaosOptions options;
    try {
      options = ChaosOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("warren-chaos: " + e.getMessage());
      System.exit(USAGE);
      return;
    }
    if (!RabbitCluster.isPossible()) {
      System.err.println(
          "warren-chaos: Docker does not answer, and the broker runs in it: start it");
      System.exit(CANNOT_RUN);
      return;
    }
    try {
      ChaosReport report = run(options);
      System.out.println(report);
      System.exit(report.isFlawless() ? 0 : LOST);
    } catch (IOException | WarrenException e) {
      // Says nothing about lost tasks, so it must not look as if.
      System.err.println("warren-chaos: it could not be run: " + e.getMessage());
      System.exit(CANNOT_RUN);
    }
  }

  /**
   * Starts a cluster, a link to each of its nodes, and a run over them.
   *
   * @param options what is asked for
   * @return the account
   * @throws IOException if Docker does not do as it should
   * @throws InterruptedException if the thread is interrupted
   */
  static ChaosReport run(ChaosOptions options) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("warren-chaos");
    say("seed " + options.seed() + ", logs in " + folder + "; starting the broker");
    try (RabbitCluster cluster = RabbitCluster.start(options.image(), options.nodes())) {
      List<LinkProxy> links =
          cluster.nodes().stream().map(each -> LinkProxy.to(each.address())).toList();
      try {
        String broker = cluster.uri(links.stream().map(LinkProxy::port).toList());
        return new ChaosRun(options, broker, folder, ChaosMain::say)
            .with("nodes", NODE_PAUSE, nodeFaults(cluster))
            .with("links", LINK_PAUSE, linkFaults(links))
            .run();
      } finally {
        links.forEach(LinkProxy::close);
      }
    }
  }

  static List<Fault> linkFaults(List<LinkProxy> links) {
    return List.of(
        LinkFaults.cut(links),
        LinkFaults.slow(links, LATENCY, SLOW),
        LinkFaults.stall(links, STALL));
  }

  private static List<Fault> nodeFaults(RabbitCluster cluster) {
    return List.of(
        NodeFaults.kill(cluster, NODE_AWAY),
        NodeFaults.freeze(cluster, FREEZE),
        NodeFaults.partition(cluster, PARTITION),
        NodeFaults.restart(cluster));
  }

  private static void say(String line) {
    System.err.println(
        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }
}
