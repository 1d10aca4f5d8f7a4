package dev.warren.worker.command;

import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.command.CommandMessage;
import dev.warren.command.CommandOrder;
import dev.warren.command.Courier;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.Session;
import dev.warren.transport.Subscription;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Map<UUID, HostedCommand> commands = new ConcurrentHashMap<>();

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
    return commands.isEmpty();
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
    HostedCommand command = new HostedCommand(order, delivery, this, host.launcher());
    if (!isSigned(delivery)) {
      log.warn("{} is refused: its signature is missing or wrong", command);
      send(command, unsigned(order), delivery::ack);
    } else if (commands.putIfAbsent(order.id(), command) == null) {
      send(command, CommandMessage.offer(order.id(), own.name(), host.name()), () -> {});
    } else {
      log.warn("{} was ordered twice", command);
      delivery.ack();
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
        receive(CommandMessage.decode(delivery.body()));
      } catch (MalformedMessageException e) {
        log.warn("a message about a command is dropped: {}", e.getMessage());
      }
    } else {
      log.warn("a message about a command is dropped: its signature is missing or wrong");
    }
    delivery.ack();
  }

  private void receive(CommandMessage message) {
    HostedCommand command = commands.get(message.id());
    if (command != null) {
      command.receive(message);
    } else if (message.type() == CommandMessage.Type.KILL) {
      later(() -> host.killRest(message.id()));
    }
  }

  /** Tells a caller something; a command whose caller has gone is abandoned. */
  void send(HostedCommand command, CommandMessage message, Runnable told) {
    courier.send(Message.of(command.caller(), message.encode()), new Sent(command, told));
  }

  /** Does something that takes a moment, in order, on a thread that may be held up. */
  void later(Runnable action) {
    host.later(action);
  }

  void remove(HostedCommand command) {
    commands.remove(command.id(), command);
    host.changed();
  }

  void tick() {
    if (!session.isBlocked()) {
      commands.values().forEach(HostedCommand::tick);
    }
  }

  /** The connection is lost, or nobody is to be waited for: kills all that runs. */
  void fence() {
    commands.values().forEach(HostedCommand::fence);
    courier.close();
  }

  private record Sent(HostedCommand command, Runnable told) implements Receipt {

    @Override
    public void confirmed() {
      told.run();
    }

    @Override
    public void unroutable() {
      log.info("the caller of {} has gone", command);
      command.abandon();
    }

    @Override
    public void refused() {
      log.warn("the broker does not take what {} has to say", command);
      command.abandon();
    }

    @Override
    public void lost() {
      // The session is lost, and with it every command.
    }
  }
}
