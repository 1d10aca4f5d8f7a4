package dev.warren.transport;

import java.util.Map;

/**
 * Where and how a message is published.
 *
 * @param exchange the exchange; empty for the one that knows each queue by its name
 * @param key the routing key
 * @param headers what the broker has to know beside it
 */
record Route(String exchange, String key, Map<String, Object> headers) {

  /** Straight into a queue. */
  static Route to(String queue) {
    return new Route("", queue, Map.of());
  }
}
