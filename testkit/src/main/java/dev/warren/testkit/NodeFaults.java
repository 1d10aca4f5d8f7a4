package dev.warren.testkit;

import java.time.Duration;
import java.util.Random;

/** What happens to the nodes of a broker. */
public final class NodeFaults {

  private NodeFaults() {}

  private static RabbitNode any(RabbitCluster cluster, Random random) {
    return cluster.nodes().get(random.nextInt(cluster.nodes().size()));
  }

  /**
   * Kills a node, with {@code SIGKILL}, and starts it again.
   *
   * @param cluster which node is left to chance
   * @param away how long it is gone before it is started
   * @return the fault
   */
  public static Fault kill(RabbitCluster cluster, Duration away) {
    return new Fault(
        "node killed",
        2,
        away,
        random -> {
          RabbitNode node = any(cluster, random);
          node.kill();
          return node::start;
        });
  }

  /**
   * Freezes a node, as {@code SIGSTOP} does.
   *
   * @param cluster which node is left to chance
   * @param lasts how long
   * @return the fault
   */
  public static Fault freeze(RabbitCluster cluster, Duration lasts) {
    return new Fault(
        "node stopped for " + lasts.toSeconds() + " s",
        1,
        lasts,
        random -> {
          RabbitNode node = any(cluster, random);
          node.freeze();
          return node::thaw;
        });
  }

  /**
   * Cuts a node off from the others and from clients.
   *
   * @param cluster which node is left to chance
   * @param lasts how long
   * @return the fault
   */
  public static Fault partition(RabbitCluster cluster, Duration lasts) {
    return new Fault(
        "node partitioned",
        1,
        lasts,
        random -> {
          RabbitNode node = any(cluster, random);
          node.partition();
          return node::heal;
        });
  }

  /**
   * Stops all nodes and starts them again.
   *
   * @param cluster the cluster
   * @return the fault
   */
  public static Fault restart(RabbitCluster cluster) {
    return new Fault(
        "broker restarted",
        1,
        Duration.ZERO,
        random -> {
          cluster.restart();
          return Fault.Healing.NOTHING;
        });
  }
}
