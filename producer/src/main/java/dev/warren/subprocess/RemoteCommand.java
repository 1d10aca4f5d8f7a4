package dev.warren.subprocess;

import dev.warren.command.CommandMessage;
import dev.warren.command.CommandOrder;
import dev.warren.command.Inflow;
import dev.warren.command.Outflow;
import dev.warren.task.WarrenException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command on a worker host as its caller sees it. Thread-safe.
 *
 * <p>Life: WAITING until a host has offered to run it, TAKEN from when that was told to go on,
 * RUNNING from when it has said that it does, OVER. Only one host is ever told to go on, so a
 * command never runs twice: the offer of a second one means that the first is no more.
 */
final class RemoteCommand {

  /** Looks for a host while none has offered to run it. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Ticks in which a host says nothing at all before it is given up. */
  private static final int SILENT_TICKS = 15;

  private enum State {
    WAITING,
    TAKEN,
    RUNNING,
    OVER
  }

  private final Command command;
  private final Exchange link;
  private final CommandOrder order;
  private final CompletableFuture<Long> begun = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final Outflow stdin;
  private final List<Inflow> outputs;
  private State state = State.WAITING;
  private String host = "";
  private String queue = "";
  private final Set<Integer> openOutputs = new HashSet<>();
  private String orderedFor = "";
  private int silent;
  private Optional<CommandLostException> lost = Optional.empty();

  RemoteCommand(Command command, Exchange link) {
    this.command = command;
    this.link = link;
    this.order = RemoteOrder.of(command);
    UUID id = order.id();
    this.stdin = new Outflow(id, CommandMessage.STDIN, this::send);
    this.outputs =
        List.of(
            new Inflow(id, CommandMessage.STDOUT, this::send),
            new Inflow(id, CommandMessage.STDERR, this::send));
    if (order.stdin() == CommandOrder.In.NULL) {
      stdin.breakOff("the standard input is no pipe");
    }
    openIf(order.stdout() == CommandOrder.Out.PIPE, CommandMessage.STDOUT);
    openIf(order.stderr() == CommandOrder.Err.PIPE, CommandMessage.STDERR);
  }

  private void openIf(boolean pipe, int stream) {
    if (pipe) {
      openOutputs.add(stream);
    } else {
      outputs.get(stream - 1).end();
    }
  }

  UUID id() {
    return order.id();
  }

  byte[] order() {
    return order.encode();
  }

  Outflow stdin() {
    return stdin;
  }

  Inflow stdout() {
    return outputs.get(0);
  }

  Inflow stderr() {
    return outputs.get(1);
  }

  /** Completes with the return code, or with a {@link CommandLostException}. */
  CompletableFuture<Integer> exit() {
    return exit;
  }

  /**
   * Checks that all of its output has come, which may be lost when its end is known already.
   *
   * @throws CommandLostException if not
   */
  synchronized void checkWhole() {
    if (lost.isPresent()) {
      throw CommandLostException.from(lost.get());
    }
  }

  /** The process id of one that has begun. */
  long pid() {
    return begun.join();
  }

  /** The host that runs it, or has run it; nothing while none does. */
  synchronized String host() {
    return host;
  }

  private synchronized boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Whether it is to be ordered with that reply queue: once with each. */
  synchronized boolean claimOrder(String replyTo) {
    boolean fresh = state == State.WAITING && !orderedFor.equals(replyTo);
    orderedFor = replyTo;
    return fresh;
  }

  /**
   * Waits until it runs, for ever if there are hosts and they are busy.
   *
   * @throws InterruptedException if interrupted while no host was told to run it; after that what
   *     the host says is soon to come, and the thread stays interrupted
   */
  void awaitBegun(Duration patience) throws InterruptedException {
    long look = Math.max(1, Math.min(LOOK.toMillis(), patience.toMillis()));
    long hostSeen = System.nanoTime();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          begun.get(look, TimeUnit.MILLISECONDS);
          return;
        } catch (TimeoutException e) {
          OptionalInt hosts = link.hosts();
          if (hosts.isEmpty() || hosts.getAsInt() > 0) {
            hostSeen = System.nanoTime();
            look = LOOK.toMillis();
          } else if (System.nanoTime() - hostSeen >= patience.toNanos() && isWaiting()) {
            giveUp();
            throw new CommandStartException(command, new NoHostException(link.queue()));
          }
        } catch (ExecutionException e) {
          throw e.getCause() instanceof CommandLostException early
              ? CommandLostException.from(early)
              : new CommandStartException(command, e.getCause());
        } catch (InterruptedException e) {
          if (isWaiting()) {
            throw e;
          }
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whoever has started it wants it no more: a host that offers to run it is told so. */
  void giveUp() {
    lose("nobody waits for it any more");
  }

  void receive(CommandMessage message) {
    synchronized (this) {
      silent = 0;
    }
    switch (message.type()) {
      case OFFER -> offered(message);
      case BEGUN -> begun(message.count());
      case FAILED -> fail(new WarrenException(named(message.text())));
      case DATA -> data(message);
      case END -> ended(message.number());
      case CREDIT -> stdin.grant(message.count());
      case EXIT -> exited(message.number());
      default -> {}
    }
  }

  private synchronized String named(String reason) {
    return host.isEmpty() ? reason : "worker host " + host + ": " + reason;
  }

  private void offered(CommandMessage offer) {
    String[] lines = offer.text().split("\n", 2);
    String offeredBy = lines.length > 1 ? lines[1] : "";
    boolean first;
    synchronized (this) {
      first = state == State.WAITING;
      if (first) {
        state = State.TAKEN;
        queue = lines[0];
        host = offeredBy;
        send(CommandMessage.of(id(), CommandMessage.Type.GO));
      }
    }
    if (!first) {
      link.refuse(offer);
      lose("it has gone, and the broker gave the command to worker host " + offeredBy);
    }
  }

  private void begun(long pid) {
    synchronized (this) {
      if (state == State.TAKEN) {
        state = State.RUNNING;
      }
    }
    begun.complete(pid);
  }

  private void data(CommandMessage message) {
    int number = message.number();
    boolean output = number == CommandMessage.STDOUT || number == CommandMessage.STDERR;
    if (!output || !outputs.get(number - 1).add(message.body())) {
      lose("it sends more than it was asked for");
    }
  }

  private void ended(int stream) {
    if (stream == CommandMessage.STDIN) {
      stdin.breakOff("broken pipe: the command reads no more");
    } else if (stream == CommandMessage.STDOUT || stream == CommandMessage.STDERR) {
      outputEnded(stream); // First, so that whoever has read it all is not told of a loss.
      outputs.get(stream - 1).end();
    }
  }

  private void exited(int returnCode) {
    stdin.breakOff("broken pipe: the command has ended");
    exit.complete(returnCode);
    endIfDone();
  }

  private void outputEnded(int stream) {
    synchronized (this) {
      openOutputs.remove(stream);
    }
    endIfDone();
  }

  private void endIfDone() {
    boolean done;
    synchronized (this) {
      done = exit.isDone() && openOutputs.isEmpty();
      state = done ? State.OVER : state;
    }
    if (done) {
      link.remove(this);
    }
  }

  private void send(CommandMessage message) {
    String to;
    synchronized (this) {
      to = queue;
    }
    if (!to.isEmpty()) {
      link.send(to, message, this::lose);
    }
    if (message.type() == CommandMessage.Type.END && message.number() != CommandMessage.STDIN) {
      outputEnded(message.number());
    }
  }

  /** Sends the command a signal. */
  void signal(int number) {
    if (!exit.isDone()) {
      send(CommandMessage.of(id(), CommandMessage.Type.SIGNAL, number));
    }
  }

  /** Has the command and all that descends from it killed, also once it has ended. */
  void kill() {
    send(CommandMessage.of(id(), CommandMessage.Type.KILL));
  }

  /** Tells the host that there is somebody, and looks whether there is a host. */
  void tick() {
    boolean taken;
    boolean dead;
    synchronized (this) {
      taken = state == State.TAKEN || state == State.RUNNING;
      silent++;
      dead = silent > SILENT_TICKS;
    }
    if (taken && dead) {
      lose("it has given no sign of life for half a minute");
    } else if (taken) {
      send(CommandMessage.of(id(), CommandMessage.Type.ALIVE));
    }
  }

  /** The connection is lost. What no host was told to run is ordered again on the next one. */
  void linkLost(String reason) {
    if (!isWaiting()) {
      lose("the connection to the broker was lost (" + reason + ")");
    }
  }

  /** Ends it for good: before it runs with that reason, after that as a lost one. */
  void fail(WarrenException reason) {
    begun.completeExceptionally(reason);
    lose(reason.getMessage());
  }

  /** That a file of this machine does not take its output. */
  synchronized CommandLostException outputLost(IOException fault) {
    return lost("what it has written cannot be kept here: " + fault.getMessage());
  }

  private CommandLostException lost(String reason) {
    String where = host.isEmpty() ? "(none)" : host;
    return new CommandLostException(CommandLine.brief(command.args()), where, reason);
  }

  private void lose(String reason) {
    CommandLostException loss;
    synchronized (this) {
      if (state == State.OVER) {
        return;
      }
      state = State.OVER;
      loss = lost(reason);
      lost = Optional.of(loss);
    }
    link.remove(this);
    if (!exit.isDone()) {
      kill(); // If it should run all the same, somewhere behind a wall.
    }
    begun.completeExceptionally(loss);
    exit.completeExceptionally(loss);
    stdin.breakOff(loss.getMessage());
    outputs.forEach(each -> each.breakOff(loss.getMessage()));
  }
}
