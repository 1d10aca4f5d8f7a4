package dev.warren.worker;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.Signer;
import dev.warren.codec.TicketCodec;
import dev.warren.task.Batch;
import dev.warren.task.JobId;
import dev.warren.task.Ticket;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.transport.Session;
import dev.warren.transport.Taker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each job of a queue its turn: of a ticket that comes out of the queue the next calls of its
 * job go in at the end, and the ticket behind them. So a job of a million tasks holds up no other,
 * and the queue itself is never long. One ticket at a time, on a thread of its own.
 *
 * <p>I1: a ticket, and what was taken out of the job's own queue for it, are acknowledged only when
 * the broker has all that was made of them. A host that dies in between repeats a turn; gathering
 * takes the first outcome of each call.
 */
final class Carousel {

  private static final Logger log = LoggerFactory.getLogger(Carousel.class);

  /**
   * After that an empty queue is looked at once more: what a lost host had taken out of it is back
   * by then, because the broker has missed its heartbeats.
   */
  static final Duration LAST_LOOK = Duration.ofSeconds(60);

  private final QueueSpec tasks;
  private final Signer signer;
  private final RunTimes times;
  private final Predicate<String> isCancelled;
  private final Blocked isBlocked;
  private final BiConsumer<Delivery, String> bury;
  private final BooleanSupplier stopping;
  private final BlockingQueue<Delivery> tickets = new LinkedBlockingQueue<>();
  private volatile Optional<Connected> connected = Optional.empty();

  /** Held while a turn is made, and never by a thread of the connection. */
  private final Object turn = new Object();

  private boolean ended;
  private volatile Optional<Long> lastTurn = Optional.empty();

  /** Whether the calls of a job, by its results, have to wait for others of their key. */
  interface Blocked {
    boolean test(String results) throws IOException;
  }

  private record Connected(Session session, Taker taker, Handover handover) {}

  /**
   * {@code isCancelled} knows the jobs that nobody wants, by their results; {@code bury} takes what
   * is not what it should be, and why.
   */
  Carousel(
      QueueSpec tasks,
      Signer signer,
      RunTimes times,
      Predicate<String> isCancelled,
      Blocked isBlocked,
      BiConsumer<Delivery, String> bury,
      BooleanSupplier stopping) {
    this.tasks = tasks;
    this.signer = signer;
    this.times = times;
    this.isCancelled = isCancelled;
    this.isBlocked = isBlocked;
    this.bury = bury;
    this.stopping = stopping;
  }

  void up(Session session) throws IOException {
    connected =
        Optional.of(new Connected(session, session.taker(), new Handover(session.publisher())));
  }

  void down() {
    connected = Optional.empty();
    tickets.clear(); // The broker redelivers them.
  }

  /** Takes a delivery if it is a ticket; whether it is. */
  boolean take(Delivery delivery) {
    boolean mine =
        TicketCodec.isTicket(delivery.body())
            && signer.accepts(delivery.replyTo(), delivery.body(), delivery.signature());
    if (mine) {
      tickets.add(delivery);
    }
    return mine;
  }

  /** Turns until its thread is interrupted. */
  void run() {
    try {
      while (true) {
        Delivery next = tickets.take();
        synchronized (turn) {
          if (ended || stopping.getAsBoolean()) {
            next.giveBack();
          } else {
            turn(next);
          }
        }
      }
    } catch (InterruptedException e) {
      log.debug("the turns of jobs have ended");
    }
  }

  /** When a job had a turn here last, as {@link System#nanoTime} tells it. */
  Optional<Long> lastTurn() {
    return lastTurn;
  }

  /** Makes no more turns; waits for the one that is being made, or it would be made twice. */
  void end() {
    synchronized (turn) {
      ended = true;
    }
  }

  private void turn(Delivery delivery) throws InterruptedException {
    Optional<Connected> now = connected;
    if (now.isEmpty() || delivery.isLost()) {
      return; // It comes again.
    }
    try {
      turn(delivery, now.get());
    } catch (IOException e) {
      log.debug("a turn was cut off, the ticket comes again: {}", e.toString());
    } catch (RuntimeException | Error e) {
      // Whatever it is: other jobs wait for their turns.
      log.error("the turn of a job has failed", e);
      now.get().session().lose("the turn of a job has failed: " + e);
    }
  }

  private void turn(Delivery delivery, Connected now) throws IOException, InterruptedException {
    Ticket ticket;
    try {
      ticket = TicketCodec.decode(delivery.body());
    } catch (MalformedMessageException e) {
      log.warn("the ticket of a job on {} is none: {}", tasks.name(), e.getMessage());
      bury.accept(delivery, e.getMessage());
      return;
    }
    if (isCancelled.test(delivery.replyTo())) {
      delivery.ack();
    } else if (isBlocked.test(delivery.replyTo())) {
      // Behind the others, and not at once: no job waits for it meanwhile.
      Message later = message(ticket, TicketCodec.encode(ticket)).delayedBy(Passage.BLOCKED);
      settle(List.of(later), List.of(delivery), now);
    } else if (ticket.rest().isPresent()) {
      turn(ticket, ticket.rest().get(), List.of(delivery), now);
    } else {
      next(ticket, delivery, now);
    }
  }

  private void next(Ticket ticket, Delivery delivery, Connected now)
      throws IOException, InterruptedException {
    QueueSpec own = QueueSpec.jobTasks(ticket.job());
    Optional<Delivery> taken = now.taker().take(own);
    if (taken.isPresent()) {
      Batch calls;
      try {
        calls = calls(ticket.job(), taken.get());
      } catch (MalformedMessageException e) {
        log.warn("calls of job {} are none: {}", ticket.job(), e.getMessage());
        bury.accept(taken.get(), e.getMessage());
        settle(List.of(message(ticket, TicketCodec.encode(ticket))), List.of(delivery), now);
        return;
      }
      turn(ticket, calls, List.of(taken.get(), delivery), now);
    } else if (!ticket.empty()) {
      Message last = message(ticket, TicketCodec.encode(ticket.foundEmpty()));
      settle(List.of(last.delayedBy(LAST_LOOK)), List.of(delivery), now);
    } else {
      if (now.session().exists(own)) {
        now.session().delete(own);
      }
      delivery.ack();
    }
  }

  private Batch calls(JobId job, Delivery taken) {
    if (!signer.accepts(QueueSpec.results(job).name(), taken.body(), taken.signature())) {
      throw new MalformedMessageException("their signature is missing or wrong");
    }
    return BatchCodec.decode(taken.body());
  }

  private void turn(Ticket ticket, Batch waiting, List<Delivery> done, Connected now)
      throws IOException, InterruptedException {
    lastTurn = Optional.of(System.nanoTime());
    Duration measured = times.of(waiting.task());
    Duration perCall = measured.isZero() ? ticket.perCall() : measured;
    Turn turn = Turn.of(waiting, perCall, ticket.priority());
    List<Message> messages = new ArrayList<>();
    for (Batch each : turn.batches()) {
      messages.add(message(ticket, BatchCodec.encode(each)));
    }
    messages.add(message(ticket, TicketCodec.encode(ticket.after(turn.left(), perCall))));
    settle(messages, done, now);
  }

  private void settle(List<Message> messages, List<Delivery> done, Connected now)
      throws IOException, InterruptedException {
    if (now.handover().send(messages)) {
      done.forEach(Delivery::ack);
    } else {
      now.session().lose("the broker did not take a turn of a job");
    }
  }

  private Message message(Ticket ticket, byte[] body) {
    String replyTo = QueueSpec.results(ticket.job()).name();
    return new Message(tasks.name(), body, replyTo, signer.sign(replyTo, body))
        .withPriority(ticket.priority());
  }
}
