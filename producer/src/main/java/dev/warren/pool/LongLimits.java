package dev.warren.pool;

import dev.warren.task.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Warns of a task that may run for longer than its broker leaves a worker host a task, since every
 * host will reject it; once, because one of a kind comes seldom alone. Thread-safe.
 */
final class LongLimits {

  private final String queue;
  private final Consumer<String> log;
  private String broker = "";
  private Optional<Duration> allowance = Optional.empty();
  private boolean warned;

  LongLimits(String queue, Consumer<String> log) {
    this.queue = queue;
    this.log = log;
  }

  /** A connection to a broker; {@code allowed}: for how long that leaves a host a task. */
  synchronized void connected(String product, Optional<Duration> allowed) {
    broker = product;
    allowance = allowed;
  }

  /** A task with these limits goes to the queue. */
  void sent(Limits limits) {
    limits.hard().ifPresent(this::check);
  }

  private synchronized void check(Duration limit) {
    if (!warned && allowance.filter(it -> it.compareTo(limit) < 0).isPresent()) {
      warned = true;
      log.accept(
          "a task for "
              + queue
              + " may run for "
              + limit
              + ", but "
              + broker
              + " leaves a worker host a task for "
              + allowance.get()
              + " at most: worker hosts will reject it. Set a shorter hardLimit, or use RabbitMQ"
              + " 4.3 or later");
    }
  }
}
