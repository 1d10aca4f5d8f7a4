package dev.warren.e2e;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;

/** Does to queues what people with rights on the broker do. */
final class Saboteur implements LinkListener, AutoCloseable {

  private final BrokerLink link;
  private volatile Session session;

  Saboteur(String uri) throws InterruptedException {
    Duration patience = Duration.ofMinutes(1);
    link =
        BrokerLink.open(
            new LinkSettings(BrokerAddress.parse(uri), "saboteur", patience, patience), this);
    link.awaitUp();
  }

  int messages(QueueSpec queue) throws IOException {
    return session.declare(queue).messages();
  }

  void purge(QueueSpec queue) throws IOException {
    session.purge(queue);
  }

  void delete(QueueSpec queue) throws IOException {
    session.delete(queue);
  }

  @Override
  public void up(Session fresh) {
    session = fresh;
  }

  @Override
  public void down(String reason) {}

  @Override
  public void failed(BrokerException reason) {}

  @Override
  public void close() {
    link.close();
  }
}
