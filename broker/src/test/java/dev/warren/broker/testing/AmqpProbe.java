package dev.warren.broker.testing;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.util.Map;

/** Connects once, to see that a broker answers and what it is. */
final class AmqpProbe {

  private AmqpProbe() {}

  /**
   * What the broker calls itself.
   *
   * @return for one {@code RabbitMQ 4.0.5}
   * @throws IllegalStateException if it cannot be connected to
   */
  static String product(URI uri) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setAutomaticRecoveryEnabled(false);
    try {
      factory.setUri(uri);
      try (Connection connection = factory.newConnection("test-broker-probe")) {
        Map<String, Object> properties = connection.getServerProperties();
        return properties.get("product") + " " + properties.get("version");
      }
    } catch (Exception e) {
      throw new IllegalStateException(
          "no broker answers at " + uri.getHost() + ":" + uri.getPort(), e);
    }
  }
}
