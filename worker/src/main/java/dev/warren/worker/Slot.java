package dev.warren.worker;

import dev.warren.spi.WorkerStartException;
import dev.warren.task.Batch;
import dev.warren.task.Code;
import dev.warren.task.Terms;
import dev.warren.task.WarrenException;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.worker.child.Child;
import dev.warren.worker.child.ChildSettings;
import dev.warren.worker.child.RunLimits;
import dev.warren.worker.child.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  /** Each call of a batch gets the last words of a process that has not started for it. */
  private static final int LONGEST_REASON = 4_000;

  private final WorkerHost host;
  private final Pulse pulse = new Pulse(System::nanoTime);
  private final Passage passage;
  private volatile Child child;
  private volatile Work work;
  private int tasksLeft;

  /** The heap of the child, and of one of which nothing else is said, in bytes. */
  private long heap;

  private long usualHeap;

  /** What the host gives its children, as it was when this one was started. */
  private ChildSettings share;

  /** The code of the child beyond what the host has. */
  private Code code = Code.NONE;

  /** A delivery that this slot works on, and who wants it. */
  private record Work(Delivery delivery, Answer answer, DeliveryRun run) {

    Optional<Duration> timeLeft() {
      return delivery.allowance().map(it -> it.minus(delivery.age()));
    }

    boolean isOf(String producer) {
      return QueueSpec.ownerOf(answer.replyTo()).equals(producer);
    }
  }

  Slot(WorkerHost host) {
    this.host = host;
    this.passage = new Passage(host, pulse);
  }

  @Override
  public void run() {
    try {
      while (!host.isStopping() && host.slots().keeps(this)) {
        ensureAnyChild();
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
    return host.isStopping() || !isFit() || host.slots().areTooMany();
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
      leave();
    } catch (InterruptedException e) {
      log.debug("a slot was interrupted while its child was leaving");
    } finally {
      use(Code.NONE);
      pulse.at(Pulse.Step.FREE);
      host.slots().ended(this);
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
    Child mine = now != null && now.run() == run ? child : null;
    for (int call = 0; call < batch.size(); call++) {
      run.cancel(batch.taskId(call), true);
      if (mine != null) {
        mine.cancel(batch.taskId(call), true);
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
      Optional<String> refusal = ensureChild(run.nextTerms());
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
      int most = way == Passage.Way.ONE ? 1 : tasksLeft;
      tasksLeft -= run.advance(this::runUnlessKilled, most);
      if (tasksLeft <= 0) {
        leave();
      }
    }
    worksOn(null);
    answer.complete();
    if (heap != usualHeap) {
      leave();
    }
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

  private boolean isFit() {
    Child now = child;
    return isAlive() && !now.isOverfull() && host.shares().children().equals(share);
  }

  private boolean isAlive() {
    Child now = child;
    return now != null && !now.isDead();
  }

  private void ensureChild() throws InterruptedException {
    if (isAlive() && !isFit()) {
      log.info(
          child.isOverfull()
              ? "a worker process with too much memory is replaced between two tasks"
              : "a worker process is replaced between two tasks: more of them share the memory");
      leave();
    }
    int failed = 0;
    int killed = 0;
    while (!isAlive() && !host.isKilled()) {
      try {
        usualHeap = start(settings());
        heap = usualHeap;
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

  /** A child for whatever comes; if none starts with the code that was used last, one without. */
  private void ensureAnyChild() throws InterruptedException {
    try {
      ensureChild();
    } catch (WorkerStartException e) {
      giveUpCode(e);
      ensureChild();
    }
  }

  /** Code that no child starts with is the fault of who has sent it, and not of this host. */
  private void giveUpCode(WorkerStartException reason) throws InterruptedException {
    if (code.isEmpty()) {
      throw reason;
    }
    log.warn("no worker process starts with the code of a task: {}", reason.getMessage());
    leave();
    use(Code.NONE);
  }

  /** The next child has this code. */
  private void use(Code next) {
    host.code().hold(next);
    host.code().release(code);
    code = next;
  }

  /**
   * A child for a call, which may need code and more memory than others; why there is none, if the
   * code is to blame.
   */
  private Optional<String> ensureChild(Terms terms) throws InterruptedException {
    long wanted = terms.heap(usualHeap);
    if (isAlive() && (heap != wanted || !code.equals(terms.code()))) {
      leave();
    }
    use(terms.code());
    if (!isAlive() && wanted != usualHeap && !host.isKilled()) {
      try {
        start(settings().withHeap(wanted));
        heap = wanted;
      } catch (WorkerStartException e) {
        log.warn(
            "a task that ran out of memory runs again with the heap it had, because no process with"
                + " {} bytes could be started: {}",
            wanted,
            e.getMessage());
      }
    }
    try {
      ensureChild();
      return Optional.empty();
    } catch (WorkerStartException e) {
      giveUpCode(e);
      String reason = "no worker process starts with the jars that came with it: " + e.getMessage();
      return Optional.of(reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    }
  }

  private ChildSettings settings() {
    share = host.shares().children();
    return share.withCode(code.isEmpty() ? "" : host.code().classPath(code));
  }

  /** Starts a child, and tells the heap it has. */
  private long start(ChildSettings settings) throws InterruptedException {
    pulse.at(Pulse.Step.STARTING);
    Child fresh = Child.spawn(settings);
    child = fresh;
    if (host.isKilled()) {
      fresh.kill("");
    }
    long size = fresh.awaitReady();
    pulse.at(Pulse.Step.WORKING);
    host.memory().add(fresh);
    tasksLeft = host.maxTasksPerChild();
    fresh.onChange(host.inbox()::wakeAll);
    host.childReady(size);
    return size;
  }

  private void leave() throws InterruptedException {
    Child now = child;
    if (now != null) {
      pulse.at(Pulse.Step.WORKING);
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
