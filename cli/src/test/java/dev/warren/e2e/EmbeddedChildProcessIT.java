package dev.warren.e2e;

import dev.warren.broker.EmbeddedBroker;
import dev.warren.process.ChildProcess;
import dev.warren.process.ChildProcessContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Child processes on a worker host, over the embedded broker. */
class EmbeddedChildProcessIT extends ChildProcessContract {

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
  protected ChildProcess placed(ChildProcess process) {
    return process.on(cluster.hosts());
  }
}
