package dev.warren.e2e;

import dev.warren.broker.testing.EmbeddedBrokerExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On the embedded broker. */
@Tag("broker")
class EmbeddedDelayedTasksIT extends DelayedTasksContract {

  @RegisterExtension static final EmbeddedBrokerExtension BROKER = new EmbeddedBrokerExtension();

  @Override
  String broker() {
    return BROKER.uri().toString();
  }
}
