package dev.warren.worker;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.OutcomeWriter;
import dev.warren.spi.WorkerStartException;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Outcome;
import dev.warren.task.WarrenException;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.worker.child.Child;
import dev.warren.worker.child.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to run one batch at a time: a thread that owns one child, feeds it, and replaces it
 * when it dies or has run its number of tasks.
 */
final class Slot implements Runnable, Orders.Recipient {

  private static final Logger log = LoggerFactory.getLogger(Slot.class);

  /** Children that exit in a row before they are ready: the host gives up. */
  private static final int FAILED_STARTS = 3;

  /** The same for children that somebody kills; it takes more, because it is not their fault. */
  private static final int KILLED_STARTS = 20;

  /** Deliveries that ended with their host: whatever the batch does to hosts, it does it again. */
  private static final int LOST_HOSTS = 100;

  private final WorkerHost host;
  private volatile Child child;
  private volatile Work work;
  private int tasksLeft;

  /** A delivery that this slot works on, and who wants it. */
  private record Work(Answer answer, DeliveryRun run) {

    boolean isOf(String producer) {
      return QueueSpec.ownerOf(answer.replyTo()).equals(producer);
    }
  }

  Slot(WorkerHost host) {
    this.host = host;
  }

  @Override
  public void run() {
    try {
      while (!host.isStopping()) {
        ensureChild();
        Optional<Delivery> next = host.inbox().take(() -> host.isStopping() || !isAlive());
        if (next.isPresent()) {
          handle(next.get());
        }
      }
    } catch (WorkerStartException e) {
      host.fail(e);
    } catch (InterruptedException e) {
      log.debug("a slot was interrupted");
    } catch (RuntimeException | Error e) {
      log.error("a slot has failed", e);
      host.fail(
          new WarrenException("a slot of worker host " + host.name() + " has failed: " + e, e));
    } finally {
      end();
    }
  }

  private void end() {
    try {
      leave();
    } catch (InterruptedException e) {
      log.debug("a slot was interrupted while its child was leaving");
    } finally {
      host.slotEnded();
    }
  }

  /** Kills the child; the slot's thread then sees the host stopping. */
  void kill() {
    Child now = child;
    if (now != null) {
      now.kill("");
    }
  }

  @Override
  public synchronized boolean cancel(String producer, long task, boolean kill) {
    Work now = work;
    if (now == null || !now.isOf(producer) || !now.run().cancel(task, kill)) {
      return false;
    }
    Child mine = child;
    if (mine != null) {
      mine.cancel(task, kill);
    }
    return true;
  }

  /** Guarded, so that nobody ends a call of the next batch in the place of one of this. */
  private synchronized void worksOn(Work next) {
    work = next;
  }

  /** Ends a batch that is somebody else's: none of its calls begins, and what runs is ended. */
  private synchronized void stop(Batch batch, DeliveryRun run) {
    Work now = work;
    Child mine = now != null && now.run() == run ? child : null;
    for (int call = 0; call < batch.size(); call++) {
      run.cancel(batch.taskId(call), true);
      if (mine != null) {
        mine.cancel(batch.taskId(call), true);
      }
    }
  }

  private void handle(Delivery delivery) throws InterruptedException {
    if (host.leases().adopt(delivery)) {
      return; // Another slot is at it.
    }
    Batch batch;
    try {
      batch = BatchCodec.decode(delivery.body());
    } catch (MalformedMessageException e) {
      log.warn(
          "a message on {} is no batch of tasks and is dropped: {}",
          host.queueName(),
          e.getMessage());
      delivery.ack();
      return;
    }
    Answer answer = host.answerTo(delivery);
    if (!host.signer().accepts(delivery.replyTo(), delivery.body(), delivery.signature())) {
      reject(batch, answer);
      return;
    }
    if (delivery.earlierDeliveries() >= LOST_HOSTS) {
      giveUp(batch, answer, delivery.earlierDeliveries());
      return;
    }
    long start = System.nanoTime();
    DeliveryRun run = new DeliveryRun(batch, answer, host.name(), delivery.isRedelivered());
    worksOn(new Work(answer, run));
    host.leases().take(delivery, batch.id(), answer, () -> stop(batch, run));
    host.orders().apply(delivery.replyTo(), batch, run);
    while (run.skipCancelled()) {
      ensureChild();
      if (host.isKilled()) {
        return; // Unacknowledged: the broker gives it to another host.
      }
      tasksLeft -= run.advance(this::runUnlessKilled, tasksLeft);
      if (tasksLeft <= 0) {
        leave();
      }
    }
    worksOn(null);
    answer.complete();
    host.measured(System.nanoTime() - start);
  }

  /** A child that dies because the host is killed is no task's fault. */
  private RunResult runUnlessKilled(Batch batch, int attempt, Consumer<byte[]> sink)
      throws InterruptedException {
    Report report =
        new Report(
            batch,
            work.answer()::replyTo,
            host.name(),
            child.pid(),
            work.run().cancelled(),
            sink,
            host.events(),
            host.listener()::progress);
    RunResult result = child.run(batch, attempt, report);
    if (result.death().isPresent() && host.isKilled()) {
      throw new InterruptedException("the host was killed");
    }
    return result;
  }

  private void reject(Batch batch, Answer answer) {
    log.warn("{} is refused: its signature is missing or wrong", batch);
    OutcomeWriter writer = new OutcomeWriter(host.name(), 0);
    String reason =
        "the signature is missing or wrong: give the producer the signing key of the worker hosts";
    for (int call = 0; call < batch.size(); call++) {
      writer.add(new Outcome.Rejected(batch.taskId(call), reason));
    }
    answer.send(writer.take(batch.id()));
    answer.complete();
  }

  private void giveUp(Batch batch, Answer answer, int deliveries) {
    OutcomeWriter writer = new OutcomeWriter(host.name(), 0);
    Death death =
        new Death(host.name(), 0, 0, deliveries + " worker hosts were lost with it", List.of());
    for (int call = 0; call < batch.size(); call++) {
      writer.add(new Outcome.WorkerDied(batch.taskId(call), List.of(death)));
    }
    answer.send(writer.take(batch.id()));
    answer.complete();
  }

  private boolean isAlive() {
    Child now = child;
    return now != null && !now.isDead();
  }

  private void ensureChild() throws InterruptedException {
    int failed = 0;
    int killed = 0;
    while (!isAlive() && !host.isKilled()) {
      try {
        start();
      } catch (WorkerStartException e) {
        killed += e.wasKilled() ? 1 : 0;
        failed += e.wasKilled() ? 0 : 1;
        boolean pointless = e.initializerFailure().isPresent();
        if ((pointless || failed == FAILED_STARTS || killed == KILLED_STARTS) && !host.isKilled()) {
          throw e;
        }
      }
    }
  }

  private void start() throws InterruptedException {
    Child fresh = Child.spawn(host.childSettings());
    child = fresh;
    if (host.isKilled()) {
      fresh.kill("");
    }
    fresh.awaitReady();
    tasksLeft = host.maxTasksPerChild();
    fresh.onDeath(host.inbox()::wakeAll);
    host.childReady();
  }

  private void leave() throws InterruptedException {
    Child now = child;
    if (now != null) {
      if (host.isKilled()) {
        now.kill("");
        now.awaitDeath();
      } else {
        now.quit();
      }
      child = null;
    }
  }
}
