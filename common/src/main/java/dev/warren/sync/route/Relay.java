package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Port;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's way to managers elsewhere, over the broker: one connection for all of its clients,
 * made when the first one needs it. Thread-safe.
 */
public final class Relay implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final int PREFETCH = 500;
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(3);

  private final BrokerAddress broker;
  private final Predicate<Relay> isLastUse;
  private final String id = UUID.randomUUID().toString();
  private final AtomicLong clients = new AtomicLong();
  private final Map<String, Lane> lanes = new HashMap<>();
  private Mail mail;
  private BrokerLink link;
  private Outlet.Way way;
  private boolean closed;

  /** {@code isLastUse}: told that a user gives it up, tells whether that was the last one. */
  Relay(BrokerAddress broker, Predicate<Relay> isLastUse) {
    this.broker = broker;
    this.isLastUse = isLastUse;
  }

  /** Opens a way for one client; empty once this is closed. */
  synchronized Optional<Port> open(String manager, Consumer<Answer> answers) {
    if (closed) {
      return Optional.empty();
    }
    if (link == null) {
      mail = new Mail(this::look);
      link =
          BrokerLink.open(
              new LinkSettings(
                  broker, "warren relay", Mail.CONNECT_PATIENCE, LinkSettings.FOR_EVER),
              new Connected());
    }
    return Optional.of(lanes.computeIfAbsent(manager, this::lane).open(answers));
  }

  private Lane lane(String manager) {
    Lane lane = new Lane(manager, QueueSpec.manager(manager).name(), clients::incrementAndGet);
    if (way != null) {
      lane.connected(way);
    }
    return lane;
  }

  private synchronized List<Lane> lanes() {
    return List.copyOf(lanes.values());
  }

  private void look() {
    synchronized (this) {
      lanes.values().removeIf(Lane::isUnused);
    }
    lanes().forEach(Lane::look);
  }

  private void receive(Delivery delivery) {
    try {
      Letter letter = Letter.of(delivery.body());
      Lane lane;
      synchronized (this) {
        lane = lanes.get(letter.manager());
      }
      if (lane != null) {
        lane.receive(letter);
      }
    } catch (IllegalArgumentException e) {
      log.warn("a message to this relay is malformed and is dropped: {}", e.getMessage());
    }
    delivery.ack();
  }

  /**
   * Gives it up; once for each time that it was asked for. The last one sends what is under way,
   * and ends the connection and every open request.
   */
  @Override
  public void close() {
    if (!isLastUse.test(this)) {
      return;
    }
    BrokerLink last;
    synchronized (this) {
      closed = true;
      last = link;
      link = null;
    }
    if (last == null) {
      return;
    }
    flush();
    last.close();
    lanes().forEach(Lane::end);
    mail.close();
  }

  private void flush() {
    long end = System.nanoTime() + FLUSH_LIMIT.toNanos();
    try {
      for (Lane each : lanes()) {
        Outlet outlet = each.outlet();
        if (outlet != null) {
          outlet.awaitIdle(Duration.ofNanos(end - System.nanoTime()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Connected implements LinkListener {

    @Override
    public void up(Session session) throws IOException {
      QueueSpec replies = QueueSpec.relay(id, session.epoch());
      session.declare(replies);
      session.subscribe(replies, PREFETCH, Relay.this::receive);
      Outlet.Way fresh = mail.way(session.publisher(), replies.name());
      List<Lane> all;
      synchronized (Relay.this) {
        way = fresh;
        all = lanes();
      }
      all.forEach(each -> each.connected(fresh));
    }

    @Override
    public void down(String reason) {
      synchronized (Relay.this) {
        way = null;
      }
      lanes().forEach(Lane::disconnected);
    }

    @Override
    public void failed(BrokerException reason) {
      log.error("managers on other machines cannot be reached: {}", reason.getMessage());
      Mail last;
      List<Lane> all;
      synchronized (Relay.this) {
        last = mail;
        all = lanes();
        way = null;
        lanes.clear();
        link = null; // Whoever comes next tries again, with lanes and mail of its own.
      }
      all.forEach(Lane::end);
      last.close();
    }
  }
}
