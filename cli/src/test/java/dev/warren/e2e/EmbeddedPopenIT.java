package dev.warren.e2e;

import dev.warren.broker.EmbeddedBroker;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.PopenContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Commands on a worker host, over the embedded broker. */
class EmbeddedPopenIT extends PopenContract {

  private static EmbeddedBroker broker;
  private static CommandCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start();
    cluster = new CommandCluster(broker.uri().toString());
  }

  @AfterAll
  static void end() throws Exception {
    cluster.close();
    broker.close();
  }

  @Override
  protected Command placed(Command command) {
    return command.on(cluster.hosts());
  }
}
