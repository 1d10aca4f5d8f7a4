package dev.warren.transport;

import java.io.IOException;
import java.time.Duration;

/**
 * How messages that wait are published on one channel. Guarded by whoever guards the channel.
 *
 * <p>What it needs of the broker it declares without waiting for an answer, because publishing must
 * not: the broker takes what comes on a channel in its order.
 */
interface Postponement {

  /** Where to publish a message so that it gets into a queue after a while, more than zero. */
  Route route(String queue, Duration delay) throws IOException;
}
