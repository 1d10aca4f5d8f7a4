package dev.warren.broker.testing;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.util.Map;

/** A queue of the embedded broker that is soon full. */
public final class SmallQueue {

  private SmallQueue() {}

  /** Makes a queue that refuses what is more than so many messages. */
  public static void declare(URI broker, String name, int messages) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker);
    Map<String, Object> bound =
        Map.of("maximumQueueDepthMessages", messages, "overflowPolicy", "REJECT");
    try (Connection connection = factory.newConnection()) {
      connection.createChannel().queueDeclare(name, true, false, false, bound);
    }
  }
}
