package dev.warren.worker;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.PostMortemCodec;
import dev.warren.codec.Signer;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.DeadReason;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.Outcome;
import dev.warren.task.PostMortem;
import dev.warren.task.Schedule;
import dev.warren.task.Terms;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What goes to the dead queue: each call that has come to a bad end as a batch of its own, ready to
 * be run again, with its attempts in its history; and as it came what was not even looked at. Only
 * for a queue that has a dead queue. Thread-safe.
 */
final class DeadLetters {

  private final Optional<QueueSpec> dead;
  private final String host;
  private final Signer signer;
  private final Clock clock;

  DeadLetters(QueueSpec tasks, String host, Signer signer, Clock clock) {
    this.dead = tasks.dead();
    this.host = host;
    this.signer = signer;
    this.clock = clock;
  }

  /** The queue that must be there; empty if there are no dead letters at all. */
  Optional<QueueSpec> queue() {
    return dead;
  }

  /**
   * One letter for each bad outcome of a message. A letter is written only when it is sent, since
   * each repeats the values that its batch has captured.
   */
  List<Supplier<Message>> of(Delivery delivery, Batch batch, byte[] outcomes) {
    if (dead.isEmpty()) {
      return List.of();
    }
    OutcomeGroup group = OutcomeReader.read(outcomes);
    Instant now = clock.instant();
    return group.outcomes().stream()
        .filter(it -> reason(it).isPresent() && batch.indexOf(it.id()) >= 0)
        .<Supplier<Message>>map(it -> () -> letter(delivery, batch, group, it, now))
        .toList();
  }

  /** A message that is dead as it came; empty if there is no dead queue. */
  Optional<Supplier<Message>> raw(Delivery delivery, DeadReason reason, String why) {
    PostMortem note = PostMortem.raw(reason, host, clock.instant(), why);
    return dead.map(
        queue -> () -> letter(delivery.body(), delivery.replyTo(), delivery.signature(), note));
  }

  private Message letter(
      Delivery delivery, Batch batch, OutcomeGroup group, Outcome outcome, Instant now) {
    int call = batch.indexOf(outcome.id());
    Batch alone = batch.slice(call, call + 1);
    byte[] body = BatchCodec.encode(alone.on(after(batch.terms(), group, outcome, now)));
    PostMortem note =
        new PostMortem(
            reason(outcome).orElseThrow(),
            batch.task().toString(),
            outcome.id(),
            host,
            group.pid(),
            now,
            why(outcome),
            Optional.of(outcome));
    String replyTo = delivery.replyTo();
    return letter(body, replyTo, signer.sign(replyTo, body), note);
  }

  private Message letter(byte[] body, String replyTo, byte[] signature, PostMortem note) {
    return new Message(dead.orElseThrow().name(), body, replyTo, signature)
        .withNote(PostMortemCodec.write(note));
  }

  /** The history of the call, and what this outcome adds to it; it may run at any time again. */
  private static Terms after(Terms terms, OutcomeGroup group, Outcome outcome, Instant now) {
    Terms last = withAttemptsHere(terms.withSchedule(Schedule.atOnce()), group.history());
    Optional<Ending> ending = ending(outcome);
    Duration ran = Duration.ofNanos(group.nanos());
    return ending
        .map(
            how ->
                last.after(
                    new Attempt(
                        last.attempt(),
                        group.startedAt().orElse(now.minus(ran)),
                        ran,
                        group.host(),
                        group.pid(),
                        how)))
        .orElse(last);
  }

  /** With the attempts in this slot, of which the outcome tells. */
  private static Terms withAttemptsHere(Terms terms, List<Attempt> latest) {
    Terms all = terms;
    for (Attempt each : latest) {
      all = each.number() < all.attempt() ? all : all.after(each);
    }
    return all;
  }

  /** How the last attempt has ended; empty if there was none. */
  private static Optional<Ending> ending(Outcome outcome) {
    if (outcome instanceof Outcome.Failed it) {
      return Optional.of(Ending.Failed.of(it.failure()));
    }
    if (outcome instanceof Outcome.TimedOut it) {
      return Optional.of(new Ending.TimedOut(it.hard(), it.limit()));
    }
    return outcome instanceof Outcome.WorkerDied it
        ? Optional.of(new Ending.Died(last(it)))
        : Optional.empty();
  }

  private static Death last(Outcome.WorkerDied it) {
    return it.deaths().get(it.deaths().size() - 1);
  }

  /** Why a call with that outcome is dead; empty if it is not. */
  private static Optional<DeadReason> reason(Outcome outcome) {
    if (outcome instanceof Outcome.Failed) {
      return Optional.of(DeadReason.FAILED);
    }
    if (outcome instanceof Outcome.TimedOut) {
      return Optional.of(DeadReason.TIMED_OUT);
    }
    if (outcome instanceof Outcome.WorkerDied) {
      return Optional.of(DeadReason.DIED);
    }
    return outcome instanceof Outcome.Rejected
        ? Optional.of(DeadReason.REJECTED)
        : Optional.empty();
  }

  private static String why(Outcome outcome) {
    if (outcome instanceof Outcome.Failed it) {
      return it.failure().toString();
    }
    if (outcome instanceof Outcome.Rejected it) {
      return it.reason();
    }
    return ending(outcome).map(Ending::summary).orElse("");
  }
}
