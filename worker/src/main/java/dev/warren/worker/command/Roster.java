package dev.warren.worker.command;

import dev.warren.command.CommandMessage;
import dev.warren.command.Courier;
import dev.warren.os.Family;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands that a host has offered to run or runs, on one connection, by their ids.
 * Thread-safe.
 */
final class Roster {

  private static final Logger log = LoggerFactory.getLogger(Roster.class);

  private final Map<UUID, HostedCommand> commands = new ConcurrentHashMap<>();
  private final String queue;
  private final String host;
  private final Courier courier;
  private final Executor later;
  private final Runnable changed;

  /**
   * An empty one.
   *
   * @param queue where callers reach the host on this connection
   * @param host its name
   * @param courier takes messages to the callers
   * @param later runs what takes a moment, in order, on a thread that may be held up
   * @param changed runs after each removal
   */
  Roster(String queue, String host, Courier courier, Executor later, Runnable changed) {
    this.queue = queue;
    this.host = host;
    this.courier = courier;
    this.later = later;
    this.changed = changed;
  }

  int size() {
    return commands.size();
  }

  /**
   * Offers to run a command. One that was ordered before waits for its turn: a caller whose
   * connection was lost before it had an offer orders again, on the next one, and where only one of
   * the two has somebody to answer.
   */
  void admit(HostedCommand command) {
    HostedCommand earlier = commands.putIfAbsent(command.id(), command);
    while (earlier != null && !earlier.precedes(command)) {
      commands.remove(command.id(), earlier);
      earlier = commands.putIfAbsent(command.id(), command);
    }
    if (earlier == null) {
      send(command, CommandMessage.offer(command.id(), queue, host), () -> {});
    } else {
      log.info("{} was ordered again", command);
    }
  }

  void receive(CommandMessage message) {
    HostedCommand command = commands.get(message.id());
    if (command != null) {
      command.receive(message);
    } else if (message.type() == CommandMessage.Type.KILL) {
      later(() -> new Family(message.id()).kill()); // What it has left behind.
    }
  }

  /** Tells a caller something; a command whose caller has gone is abandoned. */
  void send(HostedCommand command, CommandMessage message, Runnable told) {
    Message sent = Message.of(command.caller(), message.encode());
    Receipt receipt = new Sent(command, message.type(), told);
    if (message.mayBeLate()) {
      courier.sendUntilTaken(sent, receipt);
    } else {
      courier.send(sent, receipt);
    }
  }

  void later(Runnable action) {
    later.execute(action);
  }

  void remove(HostedCommand command) {
    commands.remove(command.id(), command);
    changed.run();
  }

  void tick() {
    commands.values().forEach(HostedCommand::tick);
  }

  void fence() {
    commands.values().forEach(HostedCommand::fence);
  }

  private record Sent(HostedCommand command, CommandMessage.Type type, Runnable told)
      implements Receipt {

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
      if (type != CommandMessage.Type.ALIVE) { // The next one says the same.
        log.warn("the broker does not take what {} has to say", command);
        command.abandon();
      }
    }

    @Override
    public void lost() {
      // The session is lost, and with it every command.
    }
  }
}
