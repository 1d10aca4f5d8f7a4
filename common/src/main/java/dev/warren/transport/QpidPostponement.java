package dev.warren.transport;

import java.time.Duration;
import java.util.Map;

/**
 * On the embedded broker a queue keeps a message back by itself, until the time that a header says.
 * It looks once a second.
 */
final class QpidPostponement implements Postponement {

  /** Milliseconds since 1970. */
  private static final String NOT_BEFORE = "x-qpid-not-valid-before";

  @Override
  public Route route(String queue, Duration delay) {
    long due = System.currentTimeMillis() + delay.toMillis();
    return new Route("", queue, Map.of(NOT_BEFORE, due));
  }
}
