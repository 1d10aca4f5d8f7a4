package dev.warren.worker;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.OtherVersionException;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.TicketCodec;
import dev.warren.command.CommandTask;
import dev.warren.task.Batch;
import dev.warren.task.Code;
import dev.warren.task.DeadReason;
import dev.warren.task.Outcome;
import dev.warren.transport.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which deliveries may run. What is no batch, or has no valid signature, goes to the dead
 * queue as it came; what has cost too many hosts, or would take longer than the broker allows, is
 * answered here. Thread-safe.
 */
final class Admission {

  private static final Logger log = LoggerFactory.getLogger(Admission.class);

  private static final String NOT_SIGNED =
      "the signature is missing or wrong: give the producer the signing key of the worker hosts";

  private static final String NO_COMMANDS =
      "this worker host runs no commands: start the hosts of this queue with --commands";

  private final WorkerHost host;

  /** A batch that may run, and who is told what becomes of it. */
  record Admitted(Batch batch, Answer answer) {}

  Admission(WorkerHost host) {
    this.host = host;
  }

  /**
   * The batch of a delivery, whose code is held then until somebody releases it; empty if it must
   * not run, and then the delivery is answered. {@code coming} runs while code comes.
   */
  Optional<Admitted> admit(Delivery delivery, Runnable coming) throws InterruptedException {
    if (TicketCodec.isTicket(delivery.body())) {
      // Those that are signed as they should never come this far.
      log.warn("the ticket of a job on {} is refused: {}", delivery.queue(), NOT_SIGNED);
      buried(delivery, DeadReason.UNSIGNED, NOT_SIGNED).complete();
      return Optional.empty();
    }
    Batch batch;
    try {
      batch = BatchCodec.decode(delivery.body());
    } catch (MalformedMessageException e) {
      log.warn("a message on {} is no batch of tasks: {}", delivery.queue(), e.getMessage());
      Answer answer = buried(delivery, DeadReason.UNDECODABLE, e.getMessage());
      if (e instanceof OtherVersionException other) {
        answer.send(writer().take(other.batch())); // Its version is all that it has to say.
      }
      answer.complete();
      return Optional.empty();
    }
    if (!host.signer().accepts(delivery.replyTo(), delivery.body(), delivery.signature())) {
      reject(batch, buried(delivery, DeadReason.UNSIGNED, NOT_SIGNED), NOT_SIGNED);
      return Optional.empty();
    }
    Answer answer =
        host.answerTo(delivery, outcomes -> host.deadLetters().of(delivery, batch, outcomes));
    Division division = new Division(delivery.queue(), host.name(), host.signer());
    if (division.takes(batch, delivery.earlierDeliveries(), answer)) {
      log.warn("{} has cost {} worker hosts", batch, delivery.earlierDeliveries());
      return Optional.empty();
    }
    if (isTooLong(batch, delivery)) {
      String reason =
          "its limit is longer than the "
              + delivery.allowance().orElseThrow()
              + " that this broker leaves a worker host a task: set a shorter one, or use RabbitMQ"
              + " 4.3 or later";
      reject(batch, answer, reason);
      return Optional.empty();
    }
    if (batch.task().type().equals(CommandTask.NAME.type()) && !host.runsCommands()) {
      reject(batch, answer, NO_COMMANDS);
      return Optional.empty();
    }
    Code code = batch.terms().code();
    if (!code.isEmpty()) {
      try {
        Optional<String> refusal = host.code().fetch(code, coming);
        if (refusal.isPresent()) {
          reject(batch, answer, refusal.get());
          return Optional.empty();
        }
      } catch (IOException e) {
        log.debug("{} has no code yet, and its connection is lost: {}", batch, e.toString());
        delivery.giveBack();
        answer.abandon();
        answer.complete();
        return Optional.empty();
      }
    }
    return Optional.of(new Admitted(batch, answer));
  }

  /** Whether the broker would give it to another host while a call may still run here. */
  private static boolean isTooLong(Batch batch, Delivery delivery) {
    Optional<Duration> limit = batch.terms().limitsNow().hard();
    return limit.isPresent()
        && delivery.allowance().filter(it -> it.compareTo(limit.get()) < 0).isPresent();
  }

  /** Has what is none of what it should be go to the dead queue as it came. */
  void bury(Delivery delivery, String why) {
    buried(delivery, DeadReason.UNDECODABLE, why).complete();
  }

  /** A delivery that goes to the dead queue as it came, since nobody has vouched for its calls. */
  private Answer buried(Delivery delivery, DeadReason reason, String why) {
    Answer answer = host.answerTo(delivery, outcomes -> List.of());
    host.deadLetters().raw(delivery, reason, why).ifPresent(answer::bury);
    return answer;
  }

  private void reject(Batch batch, Answer answer, String reason) {
    log.warn("{} is refused: {}", batch, reason);
    OutcomeWriter writer = writer();
    for (int call = 0; call < batch.size(); call++) {
      writer.add(new Outcome.Rejected(batch.taskId(call), reason));
    }
    answer.send(writer.take(batch.id()));
    answer.complete();
  }

  private OutcomeWriter writer() {
    return new OutcomeWriter(host.name(), 0);
  }
}
