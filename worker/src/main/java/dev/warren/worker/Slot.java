package dev.warren.worker;

import dev.warren.spi.WorkerStartException;
import dev.warren.task.Batch;
import dev.warren.task.WarrenException;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Delivery;
import dev.warren.worker.child.RunLimits;
import dev.warren.worker.child.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The right to run one batch at a time: a thread that owns one child and feeds it. */
final class Slot implements Runnable, Orders.Recipient {

  private static final Logger log = LoggerFactory.getLogger(Slot.class);

  private final WorkerHost host;
  private final Pulse pulse = new Pulse(System::nanoTime);
  private final Passage passage;
  private final SlotChild child;
  private volatile Work work;

  /** A delivery that this slot works on, and who wants it. */
  private record Work(Delivery delivery, Answer answer, DeliveryRun run) {

    Optional<Duration> timeLeft() {
      return delivery.allowance().map(it -> it.minus(delivery.age()));
    }

    boolean isOf(String producer) {
      return ReplyQueues.ownerOf(answer.replyTo()).equals(producer);
    }
  }

  Slot(WorkerHost host) {
    this.host = host;
    this.passage = new Passage(host, pulse);
    this.child = new SlotChild(host, pulse);
  }

  @Override
  public void run() {
    try {
      while (!host.isStopping() && host.slots().keeps(this)) {
        child.ensureAny();
        pulse.at(Pulse.Step.FREE);
        Optional<Delivery> next = host.inbox().take(this::hasToLook);
        pulse.at(Pulse.Step.WORKING);
        if (next.isPresent()) {
          count(next.get());
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

  /** Whether there is something else to see to than deliveries. */
  private boolean hasToLook() {
    return host.isStopping() || !child.isFit() || host.slots().areTooMany();
  }

  /** Which of them is stuck, and in what; empty if none is. */
  static Optional<String> stuck(List<Slot> slots) {
    for (int i = 0; i < slots.size(); i++) {
      Optional<String> trouble = slots.get(i).pulse.stuck();
      if (trouble.isPresent()) {
        return Optional.of("slot " + (i + 1) + ": " + trouble.get());
      }
    }
    return Optional.empty();
  }

  private void end() {
    try {
      child.end();
    } catch (InterruptedException e) {
      log.debug("a slot was interrupted while its child was leaving");
    } finally {
      pulse.at(Pulse.Step.FREE);
      host.slots().ended(this);
    }
  }

  /** Kills the child; the slot's thread then sees the host stopping. */
  void kill() {
    child.kill();
  }

  @Override
  public synchronized boolean cancel(String producer, long task, boolean kill) {
    Work now = work;
    if (now == null || !now.isOf(producer) || !now.run().cancel(task, kill)) {
      return false;
    }
    child.cancel(task, kill);
    host.jobs().limiter().wake();
    return true;
  }

  /** Guarded, so that nobody ends a call of the next batch in the place of one of this. */
  private synchronized void worksOn(Work next) {
    work = next;
  }

  /** Ends a batch that is somebody else's: none of its calls begins, and what runs is ended. */
  private synchronized void stop(Batch batch, DeliveryRun run) {
    Work now = work;
    boolean isMine = now != null && now.run() == run;
    for (int call = 0; call < batch.size(); call++) {
      run.cancel(batch.taskId(call), true);
      if (isMine) {
        child.cancel(batch.taskId(call), true);
      }
    }
    host.jobs().limiter().wake();
  }

  private void count(Delivery delivery) throws InterruptedException {
    long start = System.nanoTime();
    host.vitals().begun();
    host.pace().begun();
    try {
      handle(delivery);
    } finally {
      passage.leave();
      host.pace().ended(System.nanoTime() - start);
      host.vitals().ended();
    }
  }

  private void handle(Delivery delivery) throws InterruptedException {
    if (host.jobs().isCancelled(delivery)) {
      delivery.ack();
      return;
    }
    if (host.leases().adopt(delivery)) {
      return; // Another slot is at it.
    }
    pulse.at(Pulse.Step.FETCHING);
    Optional<Admission.Admitted> admitted =
        host.admission().admit(delivery, () -> pulse.at(Pulse.Step.FETCHING));
    pulse.at(Pulse.Step.WORKING);
    if (admitted.isPresent()) {
      Batch batch = admitted.get().batch();
      try {
        run(delivery, batch, admitted.get().answer());
      } finally {
        host.code().release(batch.terms().code());
      }
    }
  }

  private void run(Delivery delivery, Batch batch, Answer answer) throws InterruptedException {
    Retries retries =
        new Retries(answer, delivery.queue(), host.signer(), host.events(), host.name());
    DeliveryRun run =
        new DeliveryRun(batch, answer, retries, host.name(), delivery.isRedelivered());
    worksOn(new Work(delivery, answer, run));
    host.leases().take(delivery, batch.id(), answer, () -> stop(batch, run));
    if (host.jobs().isCancelled(delivery)) {
      host.leases().cancel(delivery.replyTo()); // Since it was asked above.
    }
    host.orders().apply(delivery.replyTo(), batch, run);
    pulse.at(Pulse.Step.ASKING);
    boolean wanted = delivery.isReplayed() || isWanted(batch, answer);
    pulse.at(Pulse.Step.WORKING);
    if (host.isKilled()) {
      return; // Unacknowledged: the broker gives it to another host.
    }
    if (!wanted) {
      log.debug("{} has waited, and nobody wants it any more", batch);
      worksOn(null);
      return;
    }
    long start = System.nanoTime();
    while (run.skipCancelled()) {
      Optional<String> refusal = child.ensure(run.nextTerms());
      if (host.isKilled()) {
        return; // Unacknowledged: the broker gives it to another host.
      }
      if (refusal.isPresent()) {
        log.warn("{} is refused: {}", batch, refusal.get());
        run.reject(refusal.get());
        break;
      }
      if (work.timeLeft().filter(Duration::isNegative).isPresent()) {
        log.warn("{} is not done, and the broker leaves no more time for it", batch);
        run.expire(delivery.allowance().orElseThrow());
        break;
      }
      Passage.Way way = passage.await(delivery, batch, answer, run);
      if (way == Passage.Way.AWAY) {
        worksOn(null);
        return;
      }
      if (way == Passage.Way.AGAIN) {
        continue;
      }
      int most = way == Passage.Way.ONE ? 1 : child.tasksLeft();
      child.hasDone(run.advance(this::runUnlessKilled, most));
    }
    worksOn(null);
    answer.complete();
    child.leaveIfUnusual();
    host.intake().measured(System.nanoTime() - start);
  }

  /**
   * Asks for leave to begin. A copy from before a lost connection asks in vain; if the copy that
   * counts has come meanwhile, and is answered along with this one, its producer is asked as well.
   */
  private boolean isWanted(Batch batch, Answer answer) throws InterruptedException {
    while (true) {
      String listener = answer.replyTo();
      if (host.permits().await(listener, batch)) {
        return true;
      }
      if (host.isKilled() || answer.completeFor(listener)) {
        return false;
      }
    }
  }

  /** A child that dies because the host is killed is no task's fault. */
  private RunResult runUnlessKilled(Batch batch, int attempt, Results sink)
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
            host.listener()::progress,
            () -> pulse.at(Pulse.Step.WORKING));
    RunLimits limits = new RunLimits(batch.terms().limitsNow().hard(), work.timeLeft());
    long start = System.nanoTime();
    RunResult result = child.run(batch, attempt, limits, report);
    host.jobs().measured(batch.task(), result.finished(), System.nanoTime() - start);
    if (result.death().isPresent() && host.isKilled()) {
      throw new InterruptedException("the host was killed");
    }
    return result;
  }
}
