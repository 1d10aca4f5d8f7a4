package dev.warren.worker.command;

import dev.warren.command.CommandMessage;
import dev.warren.command.CommandOrder;
import dev.warren.command.Inflow;
import dev.warren.command.Outflow;
import dev.warren.os.Family;
import dev.warren.os.ReturnCode;
import dev.warren.os.Signals;
import dev.warren.transport.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command on its host: offered to its caller, run when that says so, and acknowledged to the
 * broker when its end is confirmed. Thread-safe.
 */
final class HostedCommand {

  private static final Logger log = LoggerFactory.getLogger(HostedCommand.class);

  /** What has to be told of a command before it is done with: its end, beside its two outputs. */
  private static final int EXIT = 0;

  private enum State {
    OFFERED,
    STARTED,
    OVER
  }

  private final CommandOrder order;
  private final Delivery delivery;
  private final Roster roster;
  private final Launcher launcher;
  private final Family family;
  private final Inflow stdin;
  private final List<Outflow> outputs;
  private final Set<Integer> untold = new HashSet<>();
  private final List<HostedCommand> copies = new ArrayList<>();
  private State state = State.OFFERED;
  private Process process;

  HostedCommand(CommandOrder order, Delivery delivery, Roster roster, Launcher launcher) {
    this.order = order;
    this.delivery = delivery;
    this.roster = roster;
    this.launcher = launcher;
    this.family = new Family(order.id());
    this.stdin = new Inflow(id(), CommandMessage.STDIN, this::send);
    this.outputs =
        List.of(
            new Outflow(id(), CommandMessage.STDOUT, this::sendOutput),
            new Outflow(id(), CommandMessage.STDERR, this::sendOutput));
    untold.add(EXIT);
    if (order.stdout() == CommandOrder.Out.PIPE) {
      untold.add(CommandMessage.STDOUT);
    }
    if (order.stderr() == CommandOrder.Err.PIPE) {
      untold.add(CommandMessage.STDERR);
    }
  }

  UUID id() {
    return order.id();
  }

  /** Where its caller listens. */
  String caller() {
    return delivery.replyTo();
  }

  /** Handles what the caller says; on a thread that must not be held up. */
  void receive(CommandMessage message) {
    switch (message.type()) {
      case GO -> go();
      case NO -> abandon();
      case DATA -> {
        if (!stdin.add(message.body())) {
          log.warn("the caller of {} sends more than it was asked for", this);
          abandon();
        }
      }
      case END -> ended(message.number());
      case CREDIT -> output(message.number()).grant(message.count());
      case SIGNAL -> roster.later(() -> signal(message.number()));
      case KILL -> kill();
      default -> {}
    }
  }

  private Outflow output(int stream) {
    return outputs.get(stream == CommandMessage.STDERR ? 1 : 0);
  }

  private void go() {
    List<HostedCommand> unwanted;
    synchronized (this) {
      if (state != State.OFFERED) {
        return;
      }
      state = State.STARTED;
      unwanted = takeCopies();
    }
    thread("command", this::run);
    unwanted.forEach(HostedCommand::abandon);
  }

  /**
   * Has the same order, come once more, wait for what becomes of this one: who has said go to one
   * wants no other. Returns false if that is known already, and it was abandoned or has ended.
   */
  boolean precedes(HostedCommand copy) {
    synchronized (this) {
      if (state == State.OFFERED) {
        copies.add(copy);
        return true;
      }
      if (state == State.OVER) {
        return false;
      }
    }
    copy.abandon();
    return true;
  }

  private synchronized List<HostedCommand> takeCopies() {
    List<HostedCommand> taken = List.copyOf(copies);
    copies.clear();
    return taken;
  }

  private void run() {
    Process started;
    try {
      started = launcher.start(order, family);
    } catch (IOException | RuntimeException e) {
      tell(CommandMessage.of(id(), CommandMessage.Type.FAILED, reason(e)), this::done);
      return;
    }
    boolean wanted;
    synchronized (this) {
      process = started;
      wanted = state == State.STARTED;
    }
    if (!wanted) {
      family.kill(started.toHandle());
    }
    send(CommandMessage.begun(id(), started.pid()));
    if (order.stdin() == CommandOrder.In.PIPE) {
      thread("stdin", () -> feed(started.getOutputStream()));
    }
    if (order.stdout() == CommandOrder.Out.PIPE) {
      thread("stdout", () -> pump(started.getInputStream(), outputs.get(0)));
    }
    if (order.stderr() == CommandOrder.Err.PIPE) {
      thread("stderr", () -> pump(started.getErrorStream(), outputs.get(1)));
    }
    awaitEnd(started);
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void awaitEnd(Process started) {
    try {
      int code = ReturnCode.of(started.waitFor());
      launcher.ended(started);
      stdin.close();
      tell(CommandMessage.of(id(), CommandMessage.Type.EXIT, code), () -> told(EXIT));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  /** Writes what the caller sends to the command. */
  private void feed(OutputStream to) {
    try (stdin;
        to) {
      byte[] buffer = new byte[Outflow.CHUNK];
      for (int count = stdin.read(buffer); count >= 0; count = stdin.read(buffer)) {
        to.write(buffer, 0, count);
        to.flush();
      }
    } catch (IOException e) {
      log.debug("{} reads no more: {}", this, e.toString());
    }
  }

  /** Sends what the command writes to the caller: as it comes, but in as few messages as may be. */
  private void pump(InputStream from, Outflow to) {
    try (from;
        to) {
      byte[] buffer = new byte[Outflow.CHUNK];
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        while (count < buffer.length && from.available() > 0) {
          count += Math.max(0, from.read(buffer, count, buffer.length - count));
        }
        to.write(buffer, 0, count);
      }
    } catch (IOException e) {
      log.debug("the caller of {} reads no more: {}", this, e.toString());
    }
  }

  private void ended(int stream) {
    if (stream == CommandMessage.STDIN) {
      stdin.end();
    } else {
      output(stream).breakOff("the caller reads no more");
      closeOutput(stream);
      told(stream);
    }
  }

  /** So that the command is told, by SIGPIPE, should it go on writing. */
  private void closeOutput(int stream) {
    Process now;
    synchronized (this) {
      now = process;
    }
    if (now != null) {
      InputStream from =
          stream == CommandMessage.STDERR ? now.getErrorStream() : now.getInputStream();
      roster.later(
          () -> {
            try {
              from.close();
            } catch (IOException e) {
              log.debug("a pipe of {} could not be closed: {}", this, e.toString());
            }
          });
    }
  }

  private void signal(int number) {
    Process now;
    synchronized (this) {
      now = process;
    }
    if (now != null && now.isAlive() && Signals.isSignal(number)) {
      try {
        Signals.send(now.pid(), number);
      } catch (IOException e) {
        log.warn("{} cannot be sent {}", this, Signals.describe(number), e);
      }
    }
  }

  /** Kills it and all that descends from it; one that does not run yet never will. */
  private void kill() {
    boolean runs;
    synchronized (this) {
      runs = process != null;
    }
    if (runs) {
      roster.later(this::killFamily);
    } else {
      abandon();
    }
  }

  private void killFamily() {
    Process now;
    synchronized (this) {
      now = process;
    }
    if (now != null) {
      family.kill(now.toHandle());
    }
  }

  /** Nobody waits for it any more. */
  void abandon() {
    if (end()) {
      roster.later(
          () -> {
            killFamily();
            delivery.ack();
          });
      roster.remove(this);
      takeCopies().forEach(roster::admit);
    }
  }

  /** The connection is lost: the broker tells somebody else, so it must not go on. */
  void fence() {
    if (end()) {
      killFamily();
      roster.remove(this);
    }
  }

  /** All has been told. */
  private void done() {
    if (end()) {
      delivery.ack();
      roster.remove(this);
    }
  }

  private boolean end() {
    synchronized (this) {
      if (state == State.OVER) {
        return false;
      }
      state = State.OVER;
    }
    stdin.breakOff("the command is over");
    outputs.forEach(each -> each.breakOff("the command is over"));
    return true;
  }

  private void told(int part) {
    boolean last;
    synchronized (this) {
      last = untold.remove(part) && untold.isEmpty();
    }
    if (last) {
      done();
    }
  }

  private void sendOutput(CommandMessage message) {
    boolean end = message.type() == CommandMessage.Type.END;
    tell(message, end ? () -> told(message.number()) : () -> {});
  }

  private void send(CommandMessage message) {
    tell(message, () -> {});
  }

  /** Nothing is said of one that is over: that it was killed by its host is not how it ended. */
  private void tell(CommandMessage message, Runnable told) {
    boolean over;
    synchronized (this) {
      over = state == State.OVER;
    }
    if (!over) {
      roster.send(this, message, told);
    }
  }

  /** Tells the caller that there is a host, and looks whether there is a caller. */
  void tick() {
    send(CommandMessage.of(id(), CommandMessage.Type.ALIVE));
  }

  private void thread(String role, Runnable action) {
    Thread thread = new Thread(action, "warren-" + role + "-" + id());
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public String toString() {
    return "command " + id() + " (" + order.args().get(0) + ")";
  }
}
