package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.process.ChildProcess;
import dev.warren.process.ChildProcessContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Child processes on a worker host, over RabbitMQ. */
@Tag("broker")
class RabbitChildProcessIT extends ChildProcessContract {

  private static CommandCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new CommandCluster(RabbitBrokers.sharedUri());
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
