package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.process.ChildProcess;
import dev.warren.process.ChildProcessContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** Child processes on a worker host, over RabbitMQ. */
class RabbitChildProcessIT extends ChildProcessContract {

  private static CommandCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    Optional<RabbitBroker> broker = RabbitBrokers.shared();
    Assumptions.assumeTrue(broker.isPresent(), RabbitBrokers::unavailableReason);
    cluster = new CommandCluster(broker.orElseThrow().uri().toString());
  }

  @AfterAll
  static void end() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  protected ChildProcess placed(ChildProcess process) {
    return process.on(cluster.hosts());
  }
}
