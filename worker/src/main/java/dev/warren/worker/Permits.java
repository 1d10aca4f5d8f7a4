package dev.warren.worker;

import dev.warren.codec.LiveWriter;
import dev.warren.task.Batch;
import dev.warren.task.TaskEvent;
import dev.warren.topology.ReplyQueues;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks producers whether batches may begin that have waited. Meanwhile a batch may have been
 * cancelled where no host knew of it, or sent again by a producer that has lost its connection:
 * then this is an old copy, and its reply queue is gone. So it asks as well where an outcome came
 * back because nobody listens: the queue may hold many more old copies of that producer.
 * Thread-safe.
 */
final class Permits {

  /** The answer takes a millisecond; it is missing when a message of the two was lost. */
  private static final long PATIENCE_SECONDS = 5;

  private static final long NOT_TO_WAIT = 0;

  private final String host;
  private final EventPost post;
  private final Map<Question, CompletableFuture<Boolean>> asked = new ConcurrentHashMap<>();
  private final Deserted deserted;
  private volatile boolean ended;

  /**
   * Of one connection of a producer: what is true of a copy that was sent on an earlier one is not
   * of that which took its place, and both come at the same time.
   */
  private record Question(String replyTo, long batch) {}

  Permits(String host, EventPost post, Deserted deserted) {
    this.host = host;
    this.post = post;
    this.deserted = deserted;
  }

  /**
   * Waits until a batch may begin; false if nobody wants it any more, or its delivery is not ours
   * any more. A producer that is silent is asked again, until its queue is gone with it.
   */
  boolean await(String replyTo, Batch batch) throws InterruptedException {
    Optional<Instant> due = batch.terms().schedule().due();
    boolean asks = due.isPresent() || deserted.isSuspect(replyTo);
    if (!asks || !ReplyQueues.hasListener(replyTo)) {
      return true;
    }
    if (deserted.isBelieved(replyTo)) {
      return false; // There may be thousands of old copies, and each question takes a while.
    }
    LiveWriter writer = new LiveWriter();
    writer.add(new TaskEvent.Due(due.map(Instant::toEpochMilli).orElse(NOT_TO_WAIT)));
    byte[] message = writer.take(batch.id(), host, 0);
    Question question = new Question(replyTo, batch.id());
    CompletableFuture<Boolean> answer =
        asked.computeIfAbsent(question, it -> new CompletableFuture<>());
    try {
      while (!ended) {
        post.ask(
            replyTo,
            message,
            () -> {
              deserted.add(replyTo);
              answer.complete(false);
            });
        try {
          boolean wanted = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          if (wanted) {
            deserted.remove(replyTo); // It has only seemed to be.
          }
          return wanted;
        } catch (TimeoutException e) {
          // Asked again.
        }
      }
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a permit cannot fail", e);
    } finally {
      asked.remove(question, answer);
    }
  }

  /** An outcome came back from this reply queue, because nobody listens there. */
  void gone(String replyTo) {
    deserted.add(replyTo);
  }

  /** A producer that listens there has answered. */
  void answer(String replyTo, long batch, boolean mayBegin) {
    CompletableFuture<Boolean> waiting = asked.get(new Question(replyTo, batch));
    if (waiting != null) {
      waiting.complete(mayBegin);
    }
  }

  /** The connection is lost, and every delivery with it. */
  void down() {
    asked.values().forEach(each -> each.complete(false));
  }

  /** Nothing will begin any more. */
  void end() {
    ended = true;
    down();
  }
}
