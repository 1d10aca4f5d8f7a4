package dev.warren.sync.route;

import dev.warren.sync.state.Owner;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a manager receives the relays of other machines: an exclusive queue on the broker. A relay
 * is gone when its reply queue is, and its clients with it; to notice, a message is sent to each
 * once a second while it has clients. Thread-safe.
 */
public final class Reception implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Reception.class);
  private static final int PREFETCH = 500;
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(1);

  private final String manager;
  private final Owner owner;
  private final Mail mail = new Mail(this::look);
  private final Map<String, Peer> peers = new HashMap<>();
  private final BrokerLink link;
  private Outlet.Way way;
  private long epoch;

  private Reception(String manager, Owner owner, BrokerAddress broker) {
    this.manager = manager;
    this.owner = owner;
    link =
        BrokerLink.open(
            new LinkSettings(
                broker, "warren manager", Mail.CONNECT_PATIENCE, LinkSettings.FOR_EVER),
            new Connected());
  }

  /**
   * Opens a reception and waits until it is there.
   *
   * @param manager the manager's id
   * @param owner its objects
   * @param broker where the broker is
   * @return the reception
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Reception open(String manager, Owner owner, BrokerAddress broker)
      throws InterruptedException {
    Reception opened = new Reception(manager, owner, broker);
    try {
      opened.link.awaitUp();
      return opened;
    } catch (BrokerException | InterruptedException e) {
      opened.close();
      throw e;
    }
  }

  private void receive(Delivery delivery) {
    try {
      receive(delivery.replyTo(), Letter.of(delivery.body()));
    } catch (IllegalArgumentException e) {
      log.warn("a message to manager {} is malformed and is dropped: {}", manager, e.getMessage());
    }
    delivery.ack();
  }

  private void receive(String replyTo, Letter letter) {
    Peer peer;
    boolean current;
    synchronized (this) {
      if (way == null || replyTo.isEmpty()) {
        return;
      }
      peer = peers.computeIfAbsent(replyTo, this::peer);
      current = letter.epoch() == epoch;
    }
    if (!current || letter.entries().isEmpty()) {
      peer.probe(); // Its head says what there is to know.
    } else {
      letter.entries().forEach(peer::receive);
    }
    if (!peer.hasClients()) {
      forget(replyTo, peer); // Nobody would notice its end.
    }
  }

  private Peer peer(String replies) {
    return new Peer(
        owner, way, replies, Letter.head(manager, epoch), gone -> forget(replies, gone));
  }

  private synchronized void forget(String replies, Peer peer) {
    peers.remove(replies, peer);
  }

  private synchronized List<Peer> peers() {
    return new ArrayList<>(peers.values());
  }

  private void look() {
    peers().stream().filter(Peer::hasClients).forEach(Peer::probe);
  }

  private void dropAll() {
    List<Peer> all;
    synchronized (this) {
      way = null;
      all = peers();
      peers.clear();
    }
    all.forEach(Peer::drop);
  }

  /** Sends what is under way and ends the connection. */
  @Override
  public void close() {
    try {
      for (Peer each : peers()) {
        each.awaitIdle(FLUSH_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
    dropAll();
    mail.close();
  }

  private final class Connected implements LinkListener {

    @Override
    public void up(Session session) throws IOException {
      QueueSpec queue = QueueSpec.manager(manager);
      session.declare(queue);
      Outlet.Way fresh = mail.way(session.publisher(), "");
      synchronized (Reception.this) {
        way = fresh;
        epoch = session.epoch();
      }
      session.subscribe(queue, PREFETCH, Reception.this::receive);
    }

    @Override
    public void down(String reason) {
      dropAll();
    }

    @Override
    public void failed(BrokerException reason) {
      dropAll();
      log.error("manager {} serves this process only: {}", manager, reason.getMessage());
    }
  }
}
