package dev.warren.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The RabbitMQ client with threads that do not keep a JVM alive. */
final class Client {

  private static final long CONFIRM_TIMEOUT = TimeUnit.SECONDS.toMillis(10);

  private Client() {}

  static ConnectionFactory factory(URI uri) {
    ConnectionFactory factory = new ConnectionFactory();
    try {
      factory.setUri(uri);
    } catch (Exception e) {
      throw new IllegalArgumentException("not an AMQP URI", e);
    }
    factory.setAutomaticRecoveryEnabled(false);
    factory.setThreadFactory(
        task -> {
          Thread thread = new Thread(task, "test-client");
          thread.setDaemon(true);
          return thread;
        });
    return factory;
  }

  static Connection connect(URI uri) throws Exception {
    return factory(uri).newConnection();
  }

  /** Sends a persistent message through a durable queue and gets it back. */
  static String roundTrip(URI uri, String text) throws Exception {
    try (Connection connection = connect(uri)) {
      Channel channel = connection.createChannel();
      channel.queueDeclare("round-trip", true, false, false, null);
      publish(channel, "round-trip", text.getBytes(StandardCharsets.UTF_8));
      GetResponse response = channel.basicGet("round-trip", true);
      return new String(response.getBody(), StandardCharsets.UTF_8);
    }
  }

  static void publish(Channel channel, String queue, byte[] body) throws Exception {
    channel.confirmSelect();
    channel.basicPublish("", queue, true, MessageProperties.PERSISTENT_BASIC, body);
    channel.waitForConfirmsOrDie(CONFIRM_TIMEOUT);
  }
}
