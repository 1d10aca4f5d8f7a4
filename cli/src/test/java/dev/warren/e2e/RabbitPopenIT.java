package dev.warren.e2e;

import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.PopenContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Commands on a worker host, over RabbitMQ. */
@Tag("broker")
class RabbitPopenIT extends PopenContract {

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
  protected Command placed(Command command) {
    return command.on(cluster.hosts());
  }
}
