package dev.warren.worker;

import dev.warren.codec.Signer;
import dev.warren.task.TaskName;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Session;
import dev.warren.worker.limit.Limiter;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** What a host does for the jobs of its queue, beside running their batches. Thread-safe. */
final class JobService {

  private final boolean anyJobs;
  private final RunTimes times = new RunTimes();
  private final Limiter limiter;
  private final JournalWatch journal;
  private final Carousel carousel;
  private final Thread turning;

  /** {@code bury} takes a delivery that is not what it should be, and why. */
  JobService(
      QueueSpec tasks,
      String host,
      Signer signer,
      JournalWatch.Effects effects,
      BiConsumer<Delivery, String> bury,
      BooleanSupplier stopping) {
    this.anyJobs = tasks.journal().isPresent();
    this.limiter = new Limiter(tasks, signer);
    this.journal = new JournalWatch(tasks, host, signer, limiter, effects);
    this.carousel =
        new Carousel(tasks, signer, times, journal::isCancelled, this::isBlocked, bury, stopping);
    this.turning = new Thread(carousel::run, "warren-carousel-" + host);
    turning.setDaemon(true);
  }

  void start() {
    if (anyJobs) {
      turning.start();
    }
  }

  /** A new connection; the last of those who are told, since it publishes. */
  void up(Session session) throws IOException {
    if (anyJobs) {
      limiter.up(session);
      carousel.up(session);
      journal.up(session);
    }
  }

  void down() {
    limiter.down();
    carousel.down();
  }

  /** Ends behind the turn that is being made. */
  void end() {
    if (anyJobs) {
      carousel.end();
      turning.interrupt();
    }
  }

  /** Takes a delivery if it is the ticket of a job; whether it is. */
  boolean take(Delivery delivery) {
    return carousel.take(delivery);
  }

  /** Whether a delivery is of a job that nobody wants; what was replayed is wanted. */
  boolean isCancelled(Delivery delivery) {
    return !delivery.isReplayed() && journal.isCancelled(delivery.replyTo());
  }

  /** Whether a job had a turn here so lately; it may well have more. */
  boolean hadTurnWithin(Duration time) {
    return carousel.lastTurn().filter(at -> System.nanoTime() - at < time.toNanos()).isPresent();
  }

  /** Whose limit the calls of a delivery count for; empty for that of the queue alone. */
  String limitKey(String results) {
    return journal.limitKey(results);
  }

  private boolean isBlocked(String results) throws IOException {
    return limiter.isBlocked(journal.limitKey(results));
  }

  /** What limits the calls of the queue. */
  Limiter limiter() {
    return limiter;
  }

  /** Some calls took so long together, in nanoseconds. */
  void measured(TaskName task, int calls, long took) {
    times.measured(task, calls, took);
  }
}
