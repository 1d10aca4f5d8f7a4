package dev.warren.worker;

import dev.warren.codec.OutcomeWriter;
import dev.warren.task.Batch;
import dev.warren.task.Outcome;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.worker.limit.Gate;
import dev.warren.worker.limit.Limiter;
import java.time.Duration;

/**
 * The way of a slot's deliveries through the limits of their queue. One of which nothing has begun
 * goes back to the queue if the host takes nothing more, and behind others if its key has no
 * permit. Used by the slot's thread.
 */
final class Passage {

  /** When a batch that had no permit of its key comes again. */
  static final Duration BLOCKED = Duration.ofMillis(500);

  /** A delivery that still waits by then goes back, or the broker would take it away. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final WorkerHost host;
  private final Pulse pulse;
  private final Limiter limiter;
  private final Gate gate;
  private boolean begun;

  /** How a delivery goes on. */
  enum Way {
    /** As many calls as there are may begin. */
    ALL,
    /** One call may begin. */
    ONE,
    /** What has happened meanwhile is to be looked after first. */
    AGAIN,
    /** It has gone back to its queue. */
    AWAY
  }

  Passage(WorkerHost host, Pulse pulse) {
    this.host = host;
    this.pulse = pulse;
    this.limiter = host.jobs().limiter();
    this.gate = limiter.gate();
  }

  /** Waits until the next call may begin; comes back at once where nothing is limited. */
  Way await(Delivery delivery, Batch batch, Answer answer, DeliveryRun run)
      throws InterruptedException {
    String key = limiter.isAny() ? host.jobs().limitKey(delivery.replyTo()) : "";
    if (!gate.isLimited(key)) {
      begun = true;
      return Way.ALL;
    }
    pulse.at(Pulse.Step.LIMITED);
    Gate.Pass pass =
        gate.enter(
            key,
            begun,
            () -> host.isKilled() || run.isNextCancelled() || (!begun && mustGo(delivery, run)));
    pulse.at(Pulse.Step.WORKING);
    if (pass == Gate.Pass.OPEN) {
      begun = true;
      return Way.ONE;
    }
    if (begun || host.isKilled()) {
      return Way.AGAIN;
    }
    if (pass == Gate.Pass.BLOCKED) {
      host.leases().forget(delivery);
      answer.sendBack(
          replyTo ->
              new Message(delivery.queue(), delivery.body(), replyTo, sign(replyTo, delivery))
                  .delayedBy(BLOCKED),
          replyTo -> {},
          refused(delivery, batch));
      answer.complete();
      return Way.AWAY;
    }
    if (mustGo(delivery, run)) {
      host.leases().forget(delivery);
      answer.giveBack();
      return Way.AWAY;
    }
    return Way.AGAIN;
  }

  private byte[] sign(String replyTo, Delivery delivery) {
    return host.signer().sign(replyTo, delivery.body());
  }

  /** What was cancelled stays, so that it is answered: nobody else may have been told. */
  private boolean mustGo(Delivery delivery, DeliveryRun run) {
    return run.cancelled().isEmpty()
        && (host.isStopping() || host.intake().isPaused() || delivery.isLost() || isLate(delivery));
  }

  private static boolean isLate(Delivery delivery) {
    return delivery
        .allowance()
        .filter(it -> it.minus(delivery.age()).compareTo(MARGIN) < 0)
        .isPresent();
  }

  private byte[] refused(Delivery delivery, Batch batch) {
    OutcomeWriter writer = new OutcomeWriter(host.name(), 0);
    for (int call = 0; call < batch.size(); call++) {
      writer.add(new Outcome.Rejected(batch.taskId(call), delivery.queue() + " is gone"));
    }
    return writer.take(batch.id());
  }

  /** The delivery is done with. */
  void leave() {
    begun = false;
    gate.leave();
  }
}
