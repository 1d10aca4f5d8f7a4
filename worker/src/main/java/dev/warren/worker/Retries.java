package dev.warren.worker;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.LiveWriter;
import dev.warren.codec.Signer;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Schedule;
import dev.warren.task.TaskEvent;
import dev.warren.transport.Message;
import java.time.Duration;
import java.time.Instant;

/**
 * Sends single calls of a delivery back to their queue, each with its history, for another attempt
 * there once its time has come; and tells their producer. Thread-safe.
 */
final class Retries {

  private final Answer answer;
  private final String queue;
  private final Signer signer;
  private final EventPost events;
  private final String host;

  Retries(Answer answer, String queue, Signer signer, EventPost events, String host) {
    this.answer = answer;
    this.queue = queue;
    this.signer = signer;
    this.events = events;
    this.host = host;
  }

  /**
   * Sends a call back.
   *
   * @param call a batch of that call alone, on the terms of its next attempt
   * @param ended the attempt before
   * @param pause how long it has to wait
   * @param outcome the message for its producer if there is no such queue any more
   */
  void again(Batch call, Attempt ended, Duration pause, byte[] outcome) {
    Instant due = Instant.now().plus(pause);
    Schedule schedule = call.terms().schedule().dueAt(due);
    byte[] body = BatchCodec.encode(call.on(call.terms().withSchedule(schedule)));
    LiveWriter notice = new LiveWriter();
    notice.add(new TaskEvent.Retrying(call.taskId(0), due, ended));
    byte[] told = notice.take(call.id(), host, ended.pid());
    answer.sendBack(
        replyTo -> new Message(queue, body, replyTo, signer.sign(replyTo, body)).delayedBy(pause),
        replyTo -> events.send(replyTo, told),
        outcome);
  }
}
