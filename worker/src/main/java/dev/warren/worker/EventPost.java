package dev.warren.worker;

import dev.warren.codec.LiveWriter;
import dev.warren.task.TaskEvent;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Sends to producers what happens while their tasks run, as far as each has room for it. What there
 * is no room for is dropped and counted, so that neither a slow producer nor a slow broker holds up
 * a task or fills anybody's memory. Nothing is kept. Thread-safe.
 */
final class EventPost {

  /** How many bytes a producer may have unread from one host. */
  static final long WINDOW = 1024 * 1024;

  /** Producers that are remembered; they come and go. */
  private static final int ACCOUNTS = 1_000;

  private final String host;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private BiConsumer<Message, Receipt> publisher;
  private BooleanSupplier blocked = () -> false;
  private volatile String control = "";

  /** What a producer has room for, and what it has missed. */
  private static final class Account {
    private long room = WINDOW;
    private long dropped;
  }

  EventPost(String host) {
    this.host = host;
  }

  /** Where this host listens from now on. */
  void listensOn(String queue) {
    control = queue;
  }

  /** A new connection, and how to publish on it. */
  synchronized void up(BiConsumer<Message, Receipt> newPublisher, BooleanSupplier isBlocked) {
    publisher = newPublisher;
    blocked = isBlocked;
    accounts.clear();
  }

  synchronized void down() {
    publisher = null;
  }

  /** The queue on which this host listens; empty before the first connection. */
  String control() {
    return control;
  }

  /**
   * A small message that is sent whether there is room or not; false if it is not, because there is
   * no connection or the broker takes nothing.
   */
  boolean send(String replyTo, byte[] message) {
    if (QueueSpec.isResults(replyTo)) {
      return true; // Nobody listens there, and it would be kept for good.
    }
    BiConsumer<Message, Receipt> now;
    synchronized (this) {
      now = blocked.getAsBoolean() ? null : publisher;
    }
    publish(now, replyTo, message);
    return now != null;
  }

  /** A small message, if it can be sent; {@code ifGone}: nobody listens there. */
  void ask(String replyTo, byte[] message, Runnable ifGone) {
    if (QueueSpec.isResults(replyTo)) {
      return;
    }
    BiConsumer<Message, Receipt> now;
    synchronized (this) {
      now = blocked.getAsBoolean() ? null : publisher;
    }
    if (now != null) {
      now.accept(Message.of(replyTo, message, control), new Asked(ifGone));
    }
  }

  /** Sends events of which so many are lines, or drops them. */
  void send(String replyTo, byte[] message, int lines) {
    if (QueueSpec.isResults(replyTo)) {
      return;
    }
    BiConsumer<Message, Receipt> now;
    long missed = 0;
    synchronized (this) {
      now = blocked.getAsBoolean() ? null : publisher;
      Account account = account(replyTo);
      if (now == null || account.room < message.length) {
        account.dropped += lines;
        return;
      }
      account.room -= message.length;
      missed = account.dropped;
      account.dropped = 0;
    }
    if (missed > 0) {
      publish(now, replyTo, dropped(missed));
    }
    publish(now, replyTo, message);
  }

  /** A producer has room for more; it hears now what it has missed, should nothing else follow. */
  void credit(String replyTo, long bytes) {
    BiConsumer<Message, Receipt> now;
    long missed;
    synchronized (this) {
      now = publisher;
      Account account = account(replyTo);
      account.room = Math.min(WINDOW, account.room + bytes);
      missed = now == null ? 0 : account.dropped;
      account.dropped -= missed;
    }
    if (missed > 0) {
      publish(now, replyTo, dropped(missed));
    }
  }

  private Account account(String replyTo) {
    if (accounts.size() >= ACCOUNTS && !accounts.containsKey(replyTo)) {
      accounts.remove(accounts.keySet().iterator().next());
    }
    return accounts.computeIfAbsent(replyTo, queue -> new Account());
  }

  private byte[] dropped(long lines) {
    LiveWriter writer = new LiveWriter();
    writer.add(new TaskEvent.Dropped(lines));
    return writer.take(0, host, 0);
  }

  private void publish(BiConsumer<Message, Receipt> how, String replyTo, byte[] message) {
    if (how != null) {
      how.accept(Message.of(replyTo, message, control), new Forgotten());
    }
  }

  /** Nobody waits for these messages, and nothing depends on them. */
  private static class Forgotten implements Receipt {
    @Override
    public void confirmed() {}

    @Override
    public void unroutable() {}

    @Override
    public void refused() {}

    @Override
    public void lost() {}
  }

  /** Who has asked asks again, unless there is nobody to answer. */
  private static final class Asked extends Forgotten {

    private final Runnable ifGone;

    Asked(Runnable ifGone) {
      this.ifGone = ifGone;
    }

    @Override
    public void unroutable() {
      ifGone.run();
    }
  }
}
