package dev.warren.e2e;

import dev.warren.broker.EmbeddedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** On the embedded broker. */
@Tag("broker")
class EmbeddedControlIT extends ControlContract {

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
