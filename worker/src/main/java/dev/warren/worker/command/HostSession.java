package dev.warren.worker.command;

import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.command.CommandMessage;
import dev.warren.command.CommandOrder;
import dev.warren.command.Courier;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Session;
import dev.warren.transport.Subscription;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of a host on one connection, and the queue on which their callers reach it. Both end
 * with the connection. Thread-safe.
 */
final class HostSession {

  private static final Logger log = LoggerFactory.getLogger(HostSession.class);
  private static final int PREFETCH = 500;

  private final CommandHost host;
  private final Session session;
  private final QueueSpec own;
  private final Courier courier;
  private final Roster roster;

  /** Held while the broker is asked for something, so never taken on a thread of the connection. */
  private final Object lock = new Object();

  private Subscription orders;

  HostSession(CommandHost host, Session session) throws IOException {
    this.host = host;
    this.session = session;
    this.own = QueueSpec.commandHost(host.id(), session.epoch());
    session.declare(own);
    session.declare(host.queue());
    this.courier = new Courier(session.publisher()::publish);
    this.roster = new Roster(own.name(), host.name(), courier, host::later, host::changed);
    session.subscribe(own, PREFETCH, this::receive);
  }

  /** Begins to take orders, as many at a time as the host runs commands. */
  void open() throws IOException {
    synchronized (lock) {
      if (!host.isStopping()) {
        orders = session.subscribe(host.queue(), host.processes(), this::order);
      }
    }
  }

  /** Takes no more orders. */
  void stop() {
    synchronized (lock) {
      if (orders != null) {
        try {
          orders.cancel();
        } catch (IOException | RuntimeException e) {
          log.debug("the consumer was gone already: {}", e.toString());
        }
      }
    }
  }

  boolean isEmpty() {
    return roster.size() == 0;
  }

  int size() {
    return roster.size();
  }

  private void order(Delivery delivery) {
    if (host.isStopping()) {
      delivery.giveBack();
      return;
    }
    CommandOrder order;
    try {
      order = CommandOrder.decode(delivery.body());
    } catch (MalformedMessageException e) {
      log.warn("a message on {} is dropped: {}", host.queue().name(), e.getMessage());
      delivery.ack();
      return;
    }
    HostedCommand command = new HostedCommand(order, delivery, roster, host.launcher());
    if (isSigned(delivery)) {
      roster.admit(command);
    } else {
      log.warn("{} is refused: its signature is missing or wrong", command);
      roster.send(command, unsigned(order), delivery::ack);
    }
  }

  private boolean isSigned(Delivery delivery) {
    return host.signer().accepts(delivery.replyTo(), delivery.body(), delivery.signature());
  }

  private CommandMessage unsigned(CommandOrder order) {
    return CommandMessage.of(
        order.id(),
        CommandMessage.Type.FAILED,
        "the signature is missing or wrong: give the signing key of worker host " + host.name());
  }

  private void receive(Delivery delivery) {
    Signer signer = host.signer();
    if (signer.accepts(own.name(), delivery.body(), delivery.signature())) {
      try {
        roster.receive(CommandMessage.decode(delivery.body()));
      } catch (MalformedMessageException e) {
        log.warn("a message about a command is dropped: {}", e.getMessage());
      }
    } else {
      log.warn("a message about a command is dropped: its signature is missing or wrong");
    }
    delivery.ack();
  }

  void tick() {
    if (!session.isBlocked()) {
      roster.tick();
    }
  }

  /** The connection is lost, or nobody is to be waited for: kills all that runs. */
  void fence() {
    roster.fence();
    courier.close();
  }
}
