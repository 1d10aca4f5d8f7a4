package dev.warren.pool;

import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what tasks print and report to whom the program has named, on one thread, in order. What
 * waits for that thread is bounded: beyond it lines are dropped and counted, and a line says how
 * many. Thread-safe.
 */
final class Listeners {

  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  /** Characters that may wait. */
  static final int ROOM = 4 * 1024 * 1024;

  /** What a waiting line costs beyond its text. */
  private static final int OVERHEAD = 100;

  private final Optional<Consumer<OutputLine>> output;
  private final Optional<Consumer<ProgressReport>> progress;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "warren-listeners");
  private int used;
  private long dropped;
  private boolean started;
  private boolean ended;

  private record Waiting(Runnable delivery, int cost) {}

  Listeners(Optional<Consumer<OutputLine>> output, Optional<Consumer<ProgressReport>> progress) {
    this.output = output;
    this.progress = progress;
    thread.setDaemon(true);
  }

  /** Whether anybody listens at all. */
  boolean any() {
    return output.isPresent() || progress.isPresent();
  }

  void line(OutputLine line) {
    if (output.isEmpty()) {
      return;
    }
    Consumer<OutputLine> consumer = output.get();
    synchronized (this) {
      if (used > 0 && used + cost(line.text()) > ROOM) {
        dropped++;
        return;
      }
      if (dropped > 0) {
        OutputLine missing = OutputLine.dropped(line.worker(), dropped);
        dropped = 0;
        add(() -> consumer.accept(missing), cost(missing.text()));
      }
      add(() -> consumer.accept(line), cost(line.text()));
    }
  }

  void report(ProgressReport report) {
    if (progress.isPresent()) {
      synchronized (this) {
        if (used + cost(report.message()) <= ROOM) {
          add(() -> progress.get().accept(report), cost(report.message()));
        }
      }
    }
  }

  /** Runs an action once everything before it was given away. */
  void afterwards(Runnable action) {
    synchronized (this) {
      add(action, 0);
    }
  }

  private static int cost(String text) {
    return text.length() + OVERHEAD;
  }

  private void add(Runnable delivery, int cost) {
    if (ended) {
      return;
    }
    waiting.addLast(new Waiting(delivery, cost));
    used += cost;
    if (!started) {
      started = true;
      thread.start();
    }
    notifyAll();
  }

  /** Gives away what waits, then ends; returns when that is done. */
  void finish() throws InterruptedException {
    boolean running;
    synchronized (this) {
      if (dropped > 0 && output.isPresent()) {
        OutputLine missing = OutputLine.dropped("", dropped);
        add(() -> output.get().accept(missing), cost(missing.text()));
      }
      ended = true;
      running = started;
      notifyAll();
    }
    if (running) {
      thread.join();
    }
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  private void run() {
    try {
      for (Waiting next = take(); next != null; next = take()) {
        give(next.delivery());
        synchronized (this) {
          used -= next.cost();
        }
      }
    } catch (InterruptedException e) {
      log.warn("the thread of the listeners was interrupted: they hear no more");
    }
  }

  private static void give(Runnable delivery) {
    try {
      delivery.run();
    } catch (Throwable e) {
      // A listener in another language may throw checked exceptions as well.
      log.error("a listener threw", e);
    }
  }

  private synchronized Waiting take() throws InterruptedException {
    while (waiting.isEmpty() && !ended) {
      wait();
    }
    return waiting.pollFirst();
  }
}
