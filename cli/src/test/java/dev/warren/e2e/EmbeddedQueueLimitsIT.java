package dev.warren.e2e;

import dev.warren.broker.EmbeddedBroker;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** On the embedded broker, which looks once a second for what has waited. */
@Tag("broker")
class EmbeddedQueueLimitsIT extends QueueLimitsContract {

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

  @Override
  Duration period() {
    return Duration.ofSeconds(5);
  }
}
