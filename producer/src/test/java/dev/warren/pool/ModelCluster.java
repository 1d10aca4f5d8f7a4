package dev.warren.pool;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.LiveGroup;
import dev.warren.codec.LiveReader;
import dev.warren.codec.LiveWriter;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.TaskEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A broker and worker hosts as a model: a task queue, deliveries that hosts have, and a reply queue
 * that is another one after each reconnection, of bytes like the real ones. Everything that may
 * happen to them happens when it is called. Thread-safe.
 */
final class ModelCluster implements Consumer<Flight>, AutoCloseable {

  /** So few, that calls wait in the pool for room. */
  private static final Slots SLOTS = new Slots(1);

  private static final byte[] NO_NUMBER = "\"text\"".getBytes(StandardCharsets.US_ASCII);

  private static final Ending FAILED = new Ending.Failed("a.Failure", "");

  final Dispatcher dispatcher;
  private final Random random;
  private final Arrivals arrivals;
  private final List<Copy> queue = new ArrayList<>();
  private final List<Copy> delivered = new ArrayList<>();
  private final List<byte[]> replies = new ArrayList<>();
  private int epoch;

  /** A message with calls, and which reply queue it names. */
  private record Copy(byte[] body, int epoch) {}

  ModelCluster(Random random) {
    this.random = random;
    BatchSizer sizer = new BatchSizer(0);
    SendBuffer buffer = new SendBuffer(1_000_000);
    dispatcher = new Dispatcher(this, sizer, buffer, SLOTS, false);
    arrivals = new Arrivals(dispatcher, sizer, SLOTS);
    dispatcher.start();
  }

  @Override
  public synchronized void accept(Flight flight) {
    byte[] body = flight.message();
    List<Flight.Letter> again =
        flight.waiting().stream().map(it -> flight.waitingAgain(it).orElseThrow()).toList();
    if (body.length > 0) {
      queue.add(new Copy(body, epoch));
    } else if (again.isEmpty()) {
      dispatcher.landed(flight);
    }
    again.forEach(letter -> queue.add(new Copy(letter.body(), epoch)));
  }

  /** Whether the dispatcher has sent what it may. */
  boolean isFull() {
    return dispatcher.flights().size() >= SLOTS.window();
  }

  synchronized void hostTakesABatch() {
    take(queue, delivered::add);
  }

  /** A host answers some calls of a batch, or all; only then it is done with it. */
  synchronized void hostAnswers() {
    take(
        delivered,
        copy -> {
          Batch batch = BatchCodec.decode(copy.body());
          boolean whole = random.nextBoolean();
          OutcomeWriter outcomes = new OutcomeWriter("host", 42);
          for (int call = 0; call < batch.size(); call++) {
            if (whole || random.nextBoolean()) {
              outcomes.add(outcome(batch, call), 1_000);
            }
          }
          // To a reply queue that is gone they go as well, and nowhere.
          if (outcomes.count() > 0 && copy.epoch() == epoch) {
            replies.add(outcomes.take(batch.id()));
          }
          if (!whole) {
            delivered.add(copy);
          }
        });
  }

  private Outcome outcome(Batch batch, int call) {
    long id = batch.taskId(call);
    return switch (random.nextInt(12)) {
      case 0 -> new Outcome.Failed(id, Failure.of(new IllegalStateException("thrown")));
      case 1 -> new Outcome.WorkerDied(id, List.of(new Death("host", 42, 137, "", List.of())));
      case 2 -> new Outcome.Rejected(id, "not here");
      case 3 -> new Outcome.Cancelled(id, random.nextBoolean());
      case 4 -> new Outcome.Succeeded(id, NO_NUMBER);
      case 5 -> new Outcome.TimedOut(id, true, Duration.ofSeconds(1), Optional.empty());
      case 6 -> new Outcome.Expired(id, Instant.EPOCH);
      default ->
          new Outcome.Succeeded(
              id, FakeWorkers.argument(batch, call).toString().getBytes(StandardCharsets.US_ASCII));
    };
  }

  /**
   * A host has a call tried again: it goes back to the queue alone, and the pool may hear of it.
   * The host forgets that it has sent it, as if it had lost the delivery and got it again.
   */
  synchronized void hostSendsACallBack() {
    take(
        delivered,
        copy -> {
          Batch batch = BatchCodec.decode(copy.body());
          int call = random.nextInt(batch.size());
          Attempt ended =
              new Attempt(
                  batch.terms().attempt(), Instant.now(), Duration.ZERO, "host", 42, FAILED);
          Batch alone = batch.slice(call, call + 1).on(batch.terms().after(ended));
          queue.add(new Copy(BatchCodec.encode(alone), copy.epoch()));
          if (copy.epoch() == epoch) {
            LiveWriter event = new LiveWriter();
            event.add(new TaskEvent.Retrying(batch.taskId(call), Instant.now(), ended));
            replies.add(event.take(batch.id(), "host", 42));
          }
          delivered.add(copy);
        });
  }

  /** What the pool knows says that a batch is lost for good. */
  void flightIsLost() {
    List<Flight> all = dispatcher.flights();
    if (!all.isEmpty()) {
      Flight flight = all.get(random.nextInt(all.size()));
      flight.fail(new TaskLostException("a queue", 5));
      dispatcher.landed(flight);
    }
  }

  /** The broker gives what a host had to another. */
  synchronized void hostIsLost() {
    take(delivered, queue::add);
  }

  /** A message comes twice, as when its confirm was lost. */
  synchronized void messageIsDoubled() {
    take(
        queue,
        copy -> {
          queue.add(copy);
          queue.add(copy);
        });
  }

  synchronized void answerIsDoubled() {
    take(
        replies,
        reply -> {
          replies.add(reply);
          replies.add(reply);
        });
  }

  /** The queue is purged, or its node has lost its data. */
  synchronized void queueIsEmptied() {
    queue.clear();
  }

  void answerArrives() {
    List<byte[]> next = new ArrayList<>();
    synchronized (this) {
      take(replies, next::add);
    }
    next.forEach(this::arrive);
  }

  private void arrive(byte[] message) {
    if (LiveReader.isLive(message)) {
      tryAgain(LiveReader.read(message));
      return;
    }
    Flight flight = arrivals.take(OutcomeReader.read(message));
    if (flight != null) {
      dispatcher.landed(flight);
    }
  }

  private void tryAgain(LiveGroup group) {
    Flight flight = dispatcher.flight(group.batch());
    if (flight != null) {
      flight.retrying((TaskEvent.Retrying) group.events().get(0));
      dispatcher.landed(flight);
    }
  }

  /** Outcomes of calls that nobody knows. */
  void strayAnswerArrives() {
    OutcomeWriter outcomes = new OutcomeWriter("stranger", 1);
    outcomes.add(new Outcome.Rejected(random.nextInt(60) + 1_000_000L, "stray"));
    arrive(outcomes.take(random.nextInt(60)));
  }

  /** The pool's connection is lost, and with it the reply queue; on the new one all goes again. */
  synchronized void connectionIsLost() {
    epoch++;
    replies.clear();
    for (Flight each : dispatcher.flights()) {
      if (!each.isDone()) {
        accept(each);
      }
    }
  }

  /** Lets everything that is on its way come to its end, once. */
  void goOn() {
    connectionIsLost();
    while (hasMessages()) {
      hostTakesABatch();
      hostAnswers();
      answerArrives();
    }
  }

  private synchronized boolean hasMessages() {
    return !queue.isEmpty() || !delivered.isEmpty() || !replies.isEmpty();
  }

  long duplicates() {
    return arrivals.duplicates();
  }

  private <T> void take(List<T> from, Consumer<T> user) {
    if (!from.isEmpty()) {
      user.accept(from.remove(random.nextInt(from.size())));
    }
  }

  @Override
  public void close() {
    poolEnds();
  }

  void poolEnds() {
    dispatcher.fail(new PoolTerminatedException("the test is over", null));
  }
}
