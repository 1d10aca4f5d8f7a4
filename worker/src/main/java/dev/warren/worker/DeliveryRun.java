package dev.warren.worker;

import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Outcome;
import dev.warren.worker.child.Child;
import dev.warren.worker.child.RunResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One delivery on its way through a slot, over as many children as it takes: what a dead child had
 * finished counts, the task that it was running is charged with the death and runs again alone, and
 * the others run again uncharged. Nobody is charged with a child that was killed to cancel a task; a
 * task that ran for too long has timed out.
 * Used by one thread, but for {@link #cancel}.
 */
final class DeliveryRun {

  /**
   * Children that die in a row before they begin a task. That is nobody's fault, unless it goes on:
   * then it is the batch itself that kills them, by its sheer size for example.
   */
  private static final int DEATHS_WITHOUT_A_TASK = 10;

  /** With their last lines, the deaths of a large batch are too much for one message. */
  private static final int FULL_MESSAGE = 256 * 1024;

  private final Batch batch;
  private final Answer answer;
  private final String host;
  private final boolean redelivered;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final Map<Integer, List<Death>> charges = new HashMap<>();
  private final List<Death> uncharged = new ArrayList<>();
  private final Map<Long, Boolean> cancelled = new ConcurrentHashMap<>();

  /** Calls that a dead child had begun, or may have on another host. */
  private final BitSet begun = new BitSet();

  private record Part(int from, int to) {}

  /** What {@link Child#run} does. */
  interface Runner {
    RunResult run(Batch batch, int attempt, Consumer<byte[]> sink) throws InterruptedException;
  }

  /**
   * {@code redelivered} is whether another host may have begun any of the calls, so that none of
   * them is certain never to have run.
   */
  DeliveryRun(Batch batch, Answer answer, String host, boolean redelivered) {
    this.batch = batch;
    this.answer = answer;
    this.host = host;
    this.redelivered = redelivered;
    begun.set(0, redelivered ? batch.size() : 0);
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
    return true;
  }

  /** The tasks that must not run, and whether they must not go on either. */
  Map<Long, Boolean> cancelled() {
    return cancelled;
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
    int attempt = 1 + charges.getOrDefault(part.from(), List.of()).size();
    RunResult result = child.run(batch.slice(part.from(), part.to()), attempt, this::pass);
    if (result.finished() > 0) {
      uncharged.clear();
    }
    if (result.death().isPresent()) {
      childDied(part, result, result.death().get());
    }
    return result.finished();
  }

  /** Sends what a child has answered, which knows nothing of other hosts. */
  private void pass(byte[] outcomes) {
    answer.send(redelivered && !cancelled.isEmpty() ? asBegun(outcomes) : outcomes);
  }

  private static byte[] asBegun(byte[] outcomes) {
    OutcomeGroup group = OutcomeReader.read(outcomes);
    OutcomeWriter writer = new OutcomeWriter(group.host(), group.pid());
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
      timedOut(suspect, suspect + 1, result.overTime().get(), death.pid());
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
    List<Death> mine = charges.computeIfAbsent(suspect, call -> new ArrayList<>());
    mine.add(death);
    if (mine.size() >= batch.terms().policy().crashAttempts()) {
      giveUp(suspect, suspect + 1, mine);
    } else {
      add(suspect, suspect + 1);
    }
    add(begin, suspect);
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
      timedOut(each.from(), each.to(), limit, 0);
    }
  }

  private void timedOut(int from, int to, Duration limit, long pid) {
    OutcomeWriter writer = new OutcomeWriter(host, pid);
    for (int call = from; call < to; call++) {
      writer.add(new Outcome.TimedOut(batch.taskId(call), true, limit, Optional.empty()));
    }
    answer.send(writer.take(batch.id()));
  }

  /** Ends calls for good, each as one that lost its worker. */
  private void giveUp(int from, int to, List<Death> deaths) {
    OutcomeWriter writer = new OutcomeWriter(host, deaths.get(0).pid());
    for (int call = from; call < to; call++) {
      writer.add(new Outcome.WorkerDied(batch.taskId(call), deaths));
      if (writer.size() >= FULL_MESSAGE || call == to - 1) {
        answer.send(writer.take(batch.id()));
      }
    }
  }
}
