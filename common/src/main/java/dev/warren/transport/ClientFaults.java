package dev.warren.transport;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the client library cannot throw at anybody. A connection that breaks is the link's business,
 * which says so in one line; an exception in one of our own callbacks is a bug.
 */
final class ClientFaults extends ForgivingExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ClientFaults.class);

  private final Lifeline line;

  ClientFaults(Lifeline line) {
    this.line = line;
  }

  /** Comes before the client library waits for the locks of whoever is writing. */
  @Override
  public void handleUnexpectedConnectionDriverException(Connection connection, Throwable thrown) {
    log.debug("the connection broke: {}", Faults.describe(thrown));
    line.lose(Loss.of(thrown));
  }

  @Override
  protected void log(String message, Throwable thrown) {
    log.error(message, thrown);
  }
}
