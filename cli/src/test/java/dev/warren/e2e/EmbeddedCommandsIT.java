package dev.warren.e2e;

import dev.warren.broker.testing.EmbeddedBrokerExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands on worker hosts that come and go, over the embedded broker. */
class EmbeddedCommandsIT extends RemoteCommandsContract {

  @RegisterExtension static final EmbeddedBrokerExtension BROKER = new EmbeddedBrokerExtension();

  @Override
  String broker() {
    return BROKER.uri().toString();
  }
}
