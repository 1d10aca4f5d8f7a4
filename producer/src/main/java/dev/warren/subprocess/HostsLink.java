package dev.warren.subprocess;

import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.command.CommandMessage;
import dev.warren.command.Courier;
import dev.warren.task.WarrenException;
import dev.warren.topology.QueueSpec;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection that commands are started over: sends orders to the queue that the hosts share,
 * and messages to the one host that has taken a command; what hosts say comes in on a queue of its
 * own. Thread-safe.
 */
final class HostsLink implements Exchange, LinkListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HostsLink.class);
  private static final int PREFETCH = 500;
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  /** What there is while the connection is up. */
  private record Line(Session session, Courier courier, String replyTo) {}

  private final String id = UUID.randomUUID().toString();
  private final String queue;
  private final QueueSpec commands;
  private final Signer signer;
  private final Map<UUID, RemoteCommand> table = new ConcurrentHashMap<>();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(HostsLink::tickerThread);
  private final BrokerLink link;
  private volatile Line line;
  private volatile WarrenException end;

  HostsLink(LinkSettings settings, String queue, QueueSpec commands, Signer signer) {
    this.queue = queue;
    this.commands = commands;
    this.signer = signer;
    this.link = BrokerLink.open(settings, this);
    var unused =
        ticker.scheduleWithFixedDelay(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Thread tickerThread(Runnable task) {
    Thread thread = new Thread(task, "warren-hosts");
    thread.setDaemon(true);
    return thread;
  }

  void awaitUp() throws InterruptedException {
    link.awaitUp();
  }

  @Override
  public String queue() {
    return queue;
  }

  /** Sends an order; whoever waits for its start hears what becomes of it. */
  RemoteCommand order(Command command) {
    RemoteCommand ordered = new RemoteCommand(command, this);
    table.put(ordered.id(), ordered);
    sendOrder(ordered);
    // Behind it: from now on it is either in the table that is cleared at the end, or told here.
    WarrenException over = end;
    if (over != null) {
      ordered.fail(over);
    }
    return ordered;
  }

  private void sendOrder(RemoteCommand command) {
    Line now = line;
    if (now != null && command.claimOrder(now.replyTo())) {
      byte[] body = command.order();
      byte[] signature = signer.sign(now.replyTo(), body);
      now.courier()
          .sendUntilTaken(
              new Message(commands.name(), body, now.replyTo(), signature),
              new Ordered(now.session(), commands.name()));
    }
  }

  @Override
  public void send(String host, CommandMessage message, Consumer<String> lost) {
    Line now = line;
    if (now != null) {
      byte[] body = message.encode();
      Message sent = new Message(host, body, "", signer.sign(host, body));
      Receipt receipt = new Sent(message.type(), lost);
      if (message.mayBeLate()) {
        now.courier().sendUntilTaken(sent, receipt);
      } else {
        now.courier().send(sent, receipt);
      }
    }
  }

  @Override
  public void remove(RemoteCommand command) {
    table.remove(command.id());
  }

  @Override
  public OptionalInt hosts() {
    Line now = line;
    if (now == null || now.session().isBlocked()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(now.session().declare(commands).consumers());
    } catch (IOException e) {
      log.debug("the link connects again: {}", e.toString());
      return OptionalInt.empty();
    }
  }

  @Override
  public void up(Session session) throws IOException {
    QueueSpec replies = ReplyQueues.of(id, session.epoch());
    session.declare(replies);
    session.declare(commands);
    session.subscribe(replies, PREFETCH, this::receive);
    line = new Line(session, new Courier(session.publisher()::publish), replies.name());
    table.values().forEach(this::sendOrder);
  }

  @Override
  public void down(String reason) {
    Optional.ofNullable(line).ifPresent(last -> last.courier().close());
    line = null;
    table.values().forEach(each -> each.linkLost(reason));
  }

  @Override
  public void failed(BrokerException reason) {
    endAll(reason);
  }

  private void endAll(WarrenException reason) {
    end = reason;
    table.values().forEach(each -> each.fail(reason));
  }

  private void receive(Delivery delivery) {
    try {
      CommandMessage message = CommandMessage.decode(delivery.body());
      RemoteCommand command = table.get(message.id());
      if (command != null) {
        command.receive(message);
      } else if (message.type() == CommandMessage.Type.OFFER) {
        refuse(message);
      }
    } catch (MalformedMessageException e) {
      log.warn("a message about a command is dropped: {}", e.getMessage());
    }
    delivery.ack();
  }

  @Override
  public void refuse(CommandMessage offer) {
    String host = offer.text().lines().findFirst().orElse("");
    send(host, CommandMessage.of(offer.id(), CommandMessage.Type.NO), reason -> {});
  }

  private void tick() {
    Line now = line;
    if (now != null && !now.session().isBlocked()) {
      table.values().forEach(RemoteCommand::tick);
    }
  }

  @Override
  public void close() {
    endAll(new WarrenException("the connection to " + commands.name() + " was closed"));
    ticker.shutdownNow();
    Line last = line;
    if (last != null) {
      last.courier().close(GOODBYE);
    }
    line = null;
    link.close();
  }

  /** Hears what became of an order. What was lost with the connection is ordered on the next. */
  private record Ordered(Session session, String queue) implements Receipt {

    @Override
    public void confirmed() {
      // What counts is the answer.
    }

    @Override
    public void unroutable() {
      session.loseQueue(queue);
    }

    @Override
    public void refused() {
      throw new IllegalStateException("an order is sent until it is taken");
    }

    @Override
    public void lost() {
      // The session that ends tells everybody.
    }
  }

  /** Hears what became of a message to a host. */
  private record Sent(CommandMessage.Type type, Consumer<String> gone) implements Receipt {

    @Override
    public void confirmed() {
      // What counts is the answer.
    }

    @Override
    public void unroutable() {
      gone.accept("it has gone");
    }

    @Override
    public void refused() {
      if (type != CommandMessage.Type.ALIVE) { // The next one says the same.
        gone.accept("the broker does not take what is sent to it");
      }
    }

    @Override
    public void lost() {
      // The session that ends tells everybody.
    }
  }
}
