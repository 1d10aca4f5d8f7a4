package dev.warren.worker;

import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.Outcome;
import dev.warren.task.Terms;
import dev.warren.worker.child.Child;
import dev.warren.worker.child.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One delivery on its way through a slot, over as many children as it takes: what a dead child had
 * finished counts, the task that it was running is charged with the death and runs again alone, and
 * the others run again uncharged. Nobody is charged with a child that was killed to cancel a task;
 * a task that ran for too long has timed out. A call that failed, and may be tried again, goes back
 * to its queue. Used by one thread at a time, but for {@link #cancel}.
 */
final class DeliveryRun implements Results {

  /**
   * Children that die in a row before they begin a task. That is nobody's fault, unless it goes on:
   * then it is the batch itself that kills them, by its sheer size for example.
   */
  private static final int DEATHS_WITHOUT_A_TASK = 10;

  /** With their last lines, the deaths of a large batch are too much for one message. */
  private static final int FULL_MESSAGE = 256 * 1024;

  private final Batch batch;
  private final Answer answer;
  private final Retries retries;
  private final String host;
  private final boolean redelivered;
  private final Deque<Part> parts = new ArrayDeque<>();

  /** On what terms the calls go on that have lost a child here. */
  private final Map<Integer, Terms> charged = new HashMap<>();

  private final List<Death> uncharged = new ArrayList<>();
  private final Map<Long, Boolean> cancelled = new ConcurrentHashMap<>();
  private final Set<Long> sentBack = ConcurrentHashMap.newKeySet();

  /** Calls that a dead child had begun, or may have on another host. */
  private final BitSet begun = new BitSet();

  /** Since when the running call can have run at most. */
  private volatile Instant began = Instant.EPOCH;

  private record Part(int from, int to) {}

  /** What {@link Child#run} does. */
  interface Runner {
    RunResult run(Batch batch, int attempt, Results results) throws InterruptedException;
  }

  /**
   * {@code redelivered} is whether another host may have begun any of the calls, so that none of
   * them is certain never to have run.
   */
  DeliveryRun(Batch batch, Answer answer, Retries retries, String host, boolean redelivered) {
    this.batch = batch;
    this.answer = answer;
    this.retries = retries;
    this.host = host;
    this.redelivered = redelivered;
    boolean repeated = redelivered || batch.terms().attempt() > 1;
    begun.set(0, repeated ? batch.size() : 0);
    parts.add(new Part(0, batch.size()));
  }

  boolean isDone() {
    return parts.isEmpty();
  }

  /** Has a task not run; whether it is in this batch. */
  boolean cancel(long task, boolean kill) {
    if (batch.indexOf(task) < 0) {
      return false;
    }
    cancelled.merge(task, kill, Boolean::logicalOr);
    return !sentBack.contains(task); // If it is on its way back, the order is kept for it.
  }

  /** The tasks that must not run, and whether they must not go on either. */
  Map<Long, Boolean> cancelled() {
    return cancelled;
  }

  /** Whether the next call must not run. */
  boolean isNextCancelled() {
    return !isDone() && cancelled.containsKey(batch.taskId(parts.peekFirst().from()));
  }

  /** Ends the next calls if they are cancelled; whether there are others left to run. */
  boolean skipCancelled() {
    OutcomeWriter skipped = new OutcomeWriter(host, 0);
    while (!cancelled.isEmpty() && !isDone()) {
      Part next = parts.peekFirst();
      int call = next.from();
      if (!cancelled.containsKey(batch.taskId(call))) {
        break;
      }
      parts.removeFirst();
      add(call + 1, next.to());
      skipped.add(new Outcome.Cancelled(batch.taskId(call), begun.get(call)));
      if (skipped.size() >= FULL_MESSAGE) {
        answer.send(skipped.take(batch.id()));
      }
    }
    if (skipped.count() > 0) {
      answer.send(skipped.take(batch.id()));
    }
    return !isDone();
  }

  /** Has a child run the next part, at most {@code limit} calls; returns how many were finished. */
  int advance(Runner child, int limit) throws InterruptedException {
    Part part = parts.removeFirst();
    if (part.to() - part.from() > limit) {
      parts.addFirst(new Part(part.from() + limit, part.to()));
      part = new Part(part.from(), part.from() + limit);
    }
    Batch slice = batch.slice(part.from(), part.to()).on(terms(part.from()));
    began = Instant.now();
    RunResult result = child.run(slice, slice.terms().attempt(), this);
    if (result.finished() > 0) {
      uncharged.clear();
    }
    if (result.death().isPresent()) {
      childDied(part, result, result.death().get());
    }
    return result.finished();
  }

  /** On what terms the next call goes. */
  Terms nextTerms() {
    return terms(parts.getFirst().from());
  }

  private Terms terms(int call) {
    return charged.getOrDefault(call, batch.terms());
  }

  /** Sends what a child has answered, which knows nothing of other hosts. */
  @Override
  public void outcomes(byte[] message) {
    began = Instant.now();
    answer.send(redelivered && !cancelled.isEmpty() ? asBegun(message) : message);
  }

  @Override
  public void again(byte[] message) {
    began = Instant.now();
    OutcomeGroup group = OutcomeReader.read(message);
    int call = batch.indexOf(group.outcomes().get(0).id());
    Attempt ended = group.history().get(group.history().size() - 1);
    byte[] outcome = asFinal(group, terms(call));
    pauseAfter(call, ended)
        .ifPresentOrElse(
            pause -> sendBack(call, ended, pause, outcome), () -> answer.send(outcome));
  }

  private Optional<Duration> pauseAfter(int call, Attempt ended) {
    return terms(call).pauseAfter(ended.ending(), ThreadLocalRandom.current().nextDouble());
  }

  private void sendBack(int call, Attempt ended, Duration pause, byte[] outcome) {
    // First noted, then looked for, as an order that comes right now does it the other way round.
    sentBack.add(batch.taskId(call));
    if (cancelled.containsKey(batch.taskId(call))) {
      end(call, true);
      return;
    }
    Batch alone = batch.slice(call, call + 1).on(terms(call).after(ended));
    retries.again(alone, ended, pause, outcome);
  }

  /** The outcome of an attempt, without the attempt itself among the earlier ones. */
  private static byte[] asFinal(OutcomeGroup group, Terms terms) {
    OutcomeWriter writer = new OutcomeWriter(group.host(), group.pid());
    writer.after(terms.history());
    group.startedAt().ifPresent(writer::startedAt);
    writer.add(group.outcomes().get(0), group.nanos());
    return writer.take(group.batch());
  }

  private static byte[] asBegun(byte[] outcomes) {
    OutcomeGroup group = OutcomeReader.read(outcomes);
    OutcomeWriter writer = new OutcomeWriter(group.host(), group.pid());
    writer.after(group.history());
    group.startedAt().ifPresent(writer::startedAt);
    long nanos = group.nanos();
    for (Outcome each : group.outcomes()) {
      boolean skipped = each instanceof Outcome.Cancelled;
      writer.add(skipped ? new Outcome.Cancelled(each.id(), true) : each, nanos);
      nanos = 0;
    }
    return writer.take(group.batch());
  }

  private void childDied(Part part, RunResult result, Death death) {
    int begin = part.from() + result.finished();
    int suspect = part.from() + result.running();
    if (begin == part.to()) {
      return;
    }
    begun.set(begin, Math.max(begin, suspect + 1));
    if (suspect >= begin && Boolean.TRUE.equals(cancelled.get(batch.taskId(suspect)))) {
      add(suspect + 1, part.to());
      end(suspect, true);
      add(begin, suspect);
      return;
    }
    if (result.overTime().isPresent() && suspect >= begin) {
      add(suspect + 1, part.to());
      charge(suspect, new Ending.TimedOut(true, result.overTime().get()), death.pid());
      add(begin, suspect);
      return;
    }
    if (result.cancelled() || result.overTime().isPresent()) {
      add(begin, part.to());
      return;
    }
    if (result.running() < result.finished()) {
      uncharged.add(death);
      if (uncharged.size() >= DEATHS_WITHOUT_A_TASK) {
        giveUp(begin, part.to(), uncharged);
      } else {
        parts.addFirst(new Part(begin, part.to()));
      }
      return;
    }
    uncharged.clear();
    add(suspect + 1, part.to());
    charge(suspect, new Ending.Died(death), death.pid());
    add(begin, suspect);
  }

  /** Without a wait a call runs again here, where its end is known, and not on the next host. */
  private void charge(int call, Ending ending, long pid) {
    Duration took = Duration.between(began, Instant.now());
    Attempt ended =
        new Attempt(
            terms(call).attempt(),
            began,
            took.isNegative() ? Duration.ZERO : took,
            host,
            pid,
            ending);
    Optional<Duration> pause = pauseAfter(call, ended);
    if (pause.isPresent() && pause.get().isZero()) {
      charged.put(call, terms(call).after(ended));
      add(call, call + 1);
    } else if (pause.isPresent()) {
      sendBack(call, ended, pause.get(), outcome(call, ended));
    } else {
      answer.send(outcome(call, ended));
    }
  }

  /** The outcome of a call whose child has gone, should that have been its last attempt. */
  private byte[] outcome(int call, Attempt last) {
    OutcomeWriter writer = new OutcomeWriter(host, last.pid());
    writer.after(terms(call).history());
    writer.startedAt(last.startedAt());
    long id = batch.taskId(call);
    Outcome outcome =
        last.ending() instanceof Ending.TimedOut it
            ? new Outcome.TimedOut(id, it.hard(), it.limit(), Optional.empty())
            : new Outcome.WorkerDied(id, terms(call).after(last).deaths());
    writer.add(outcome, last.duration().toNanos());
    return writer.take(batch.id());
  }

  private void add(int from, int to) {
    if (from < to) {
      parts.addFirst(new Part(from, to));
    }
  }

  /** Ends a call that nobody wants any more. */
  private void end(int call, boolean hadBegun) {
    OutcomeWriter writer = new OutcomeWriter(host, 0);
    writer.add(new Outcome.Cancelled(batch.taskId(call), hadBegun));
    answer.send(writer.take(batch.id()));
  }

  /** Ends what is left, because the broker leaves no time for it. */
  void expire(Duration limit) {
    for (Part each = parts.pollFirst(); each != null; each = parts.pollFirst()) {
      OutcomeWriter writer = new OutcomeWriter(host, 0);
      writer.after(terms(each.from()).history());
      for (int call = each.from(); call < each.to(); call++) {
        writer.add(new Outcome.TimedOut(batch.taskId(call), true, limit, Optional.empty()));
      }
      answer.send(writer.take(batch.id()));
    }
  }

  /** Ends what is left, because no child starts for it. */
  void reject(String reason) {
    for (Part each = parts.pollFirst(); each != null; each = parts.pollFirst()) {
      OutcomeWriter writer = new OutcomeWriter(host, 0);
      writer.after(terms(each.from()).history());
      for (int call = each.from(); call < each.to(); call++) {
        writer.add(new Outcome.Rejected(batch.taskId(call), reason));
        if (writer.size() >= FULL_MESSAGE || call == each.to() - 1) {
          answer.send(writer.take(batch.id()));
        }
      }
    }
  }

  /** Ends calls that no child survives to begin, each as one that lost its worker. */
  private void giveUp(int from, int to, List<Death> deaths) {
    OutcomeWriter writer = new OutcomeWriter(host, deaths.get(0).pid());
    writer.after(terms(from).history());
    for (int call = from; call < to; call++) {
      writer.add(new Outcome.WorkerDied(batch.taskId(call), deaths));
      if (writer.size() >= FULL_MESSAGE || call == to - 1) {
        answer.send(writer.take(batch.id()));
      }
    }
  }
}
