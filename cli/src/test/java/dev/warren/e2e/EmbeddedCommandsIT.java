package dev.warren.e2e;

import dev.warren.broker.EmbeddedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Commands on worker hosts that come and go, over the embedded broker. */
class EmbeddedCommandsIT extends RemoteCommandsContract {

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Override
  String broker() {
    return broker.uri().toString();
  }
}
