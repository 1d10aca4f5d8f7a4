package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as a client of one manager: sends requests and waits for their answers. Requests
 * arrive in the order in which a thread makes them. It has one way to the manager; when that is
 * gone so is the caller, and the next request is made by a new one. Thread-safe.
 *
 * <p>Answers come on threads that hold locks of the way. So whatever takes one takes no lock here.
 */
public final class Caller {

  private static final Logger log = LoggerFactory.getLogger(Caller.class);
  private static final Map<String, Caller> CALLERS = new ConcurrentHashMap<>();
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(10);

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Caller::flushAtExit, "warren-flush"));
  }

  private final String manager;
  private final Function<Consumer<Answer>, Port> opener;
  private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();
  private final AtomicReference<Tenure> tenure = new AtomicReference<>(new Tenure());

  /** The number of what was sent last without an answer, if no later answer has confirmed it. */
  private final AtomicLong unconfirmed = new AtomicLong();

  /** How something that was sent without an answer has failed; null if it has not. */
  private final AtomicReference<Status> failure = new AtomicReference<>();

  /** Held while something is sent, so that numbers grow in the order in which requests go out. */
  private final Object sending = new Object();

  private long lastNumber;
  private volatile Port port;
  private volatile boolean gone;

  private Caller(String manager, Function<Consumer<Answer>, Port> opener) {
    this.manager = manager;
    this.opener = opener;
  }

  /**
   * The caller of a manager.
   *
   * @param manager its id
   * @return the same one for the same id, until its way is gone; so it should not be kept
   */
  public static Caller of(String manager) {
    return of(manager, answers -> Routes.open(manager, answers));
  }

  /** {@code opener}: opens the way, the first time. */
  static Caller of(String manager, Function<Consumer<Answer>, Port> opener) {
    Caller there = CALLERS.get(manager);
    return there != null ? there : CALLERS.computeIfAbsent(manager, id -> new Caller(id, opener));
  }

  /** A manager has ended in this process: nobody can reach it again. */
  static void forget(String manager) {
    CALLERS.remove(manager);
  }

  /**
   * Waits until everything that this process has sent without waiting has reached its manager, ten
   * seconds at most for each. At the end of the process that happens by itself.
   *
   * @return the managers that something may not have reached, each with {@link Status#GONE} or
   *     {@link Status#LOST}; nobody else is told
   */
  public static Map<String, Status> flushAll() {
    Map<String, Status> failures = new TreeMap<>();
    for (Caller each : CALLERS.values()) {
      Status status = each.flush();
      if (status != Status.OK) {
        failures.put(each.manager, status);
      }
    }
    return failures;
  }

  private static void flushAtExit() {
    flushAll()
        .keySet()
        .forEach(id -> log.warn("what was sent last to manager {} may not have arrived", id));
  }

  /**
   * Asks and waits for the answer.
   *
   * @param op what
   * @param object which object
   * @param timeout how long the request may wait at the manager, in nanoseconds
   * @param values what belongs to it
   * @return the answer, whatever its status
   * @throws InterruptedException if the calling thread is interrupted before it is done; then it is
   *     not done at all
   */
  public Reply call(Op op, long object, long timeout, List<byte[]> values)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Pending pending = begin(op, object, timeout, values);
    try {
      return new Reply(pending.answer().get(), pending.tenure());
    } catch (InterruptedException e) {
      port.send(new Request(Op.CANCEL, pending.number(), 0, 0, 0, List.of()));
      Answer last = pending.answer().join();
      if (last.status() == Status.CANCELLED) {
        throw e;
      }
      Thread.currentThread().interrupt(); // Too late: it is done, and must not be lost.
      return new Reply(last, pending.tenure());
    } catch (ExecutionException e) {
      throw new IllegalStateException("an answer cannot fail", e);
    }
  }

  /**
   * Asks for something that takes no time. An interrupt does not end the wait, but stays.
   *
   * @param op what
   * @param object which object
   * @param values what belongs to it
   * @return the answer, whatever its status
   */
  public Answer callNow(Op op, long object, List<byte[]> values) {
    return begin(op, object, 0, values).answer().join();
  }

  /**
   * Sends without waiting. Once this returns, the request arrives even if the process dies, as long
   * as the way to the manager holds.
   *
   * @param op what
   * @param object which object
   * @param values what belongs to it
   * @return the failure of an earlier request of this kind that nobody was told; or {@link
   *     Status#OK}
   */
  public Status send(Op op, long object, List<byte[]> values) {
    Status earlier = takeFailure();
    if (earlier != Status.OK) {
      return earlier;
    }
    synchronized (sending) {
      if (gone) {
        return Status.GONE;
      }
      unconfirmed.set(++lastNumber);
      port().send(request(op, Request.NO_ANSWER, object, Request.FOR_EVER, values));
    }
    return Status.OK;
  }

  /**
   * Sends what nobody need be told about if it does not arrive.
   *
   * @param op what
   * @param object which object
   */
  public void mention(Op op, long object) {
    synchronized (sending) {
      if (!gone) {
        port().send(request(op, Request.NO_ANSWER, object, 0, List.of()));
      }
    }
  }

  private Status takeFailure() {
    Status earlier = failure.getAndSet(null);
    if (earlier == null) {
      return Status.OK;
    }
    forgetIfOver();
    return earlier;
  }

  /** A request that has no answer yet, or has just got it. */
  private record Pending(long number, Tenure tenure, CompletableFuture<Answer> answer) {}

  private Pending begin(Op op, long object, long timeout, List<byte[]> values) {
    Status earlier = takeFailure();
    if (earlier != Status.OK) {
      Answer answer = Answer.toAll(earlier);
      return new Pending(0, tenure.get(), CompletableFuture.completedFuture(answer));
    }
    return ask(op, object, timeout, values);
  }

  private Pending ask(Op op, long object, long timeout, List<byte[]> values) {
    synchronized (sending) {
      long number = ++lastNumber;
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      open.put(number, answer);
      // Behind the put: a loss that ends this tenure ends the request as well.
      Pending pending = new Pending(number, tenure.get(), answer);
      if (gone) {
        complete(number, Answer.toAll(Status.GONE));
      } else {
        port().send(request(op, number, object, timeout, values));
      }
      return pending;
    }
  }

  private static Request request(
      Op op, long number, long object, long timeout, List<byte[]> values) {
    return new Request(op, number, Thread.currentThread().getId(), object, timeout, values);
  }

  private Port port() {
    if (port == null) {
      Port opened = opener.apply(this::receive);
      port = opened;
      if (gone) {
        opened.close();
      }
    }
    return port;
  }

  private void receive(Answer answer) {
    if (answer.number() == Answer.TO_ALL) {
      end(answer);
    } else {
      confirmBefore(answer.number());
      complete(answer.number(), answer);
    }
  }

  private void confirmBefore(long number) {
    long last = unconfirmed.get();
    if (last != 0 && last < number) {
      unconfirmed.compareAndSet(last, 0);
    }
  }

  private void end(Answer answer) {
    if (answer.status() == Status.GONE) {
      gone = true;
    }
    tenure.getAndSet(new Tenure()).end(answer.status());
    if (unconfirmed.getAndSet(0) != 0) {
      failure.set(answer.status());
    }
    for (long each : open.keySet()) {
      complete(each, answer);
    }
    if (gone) {
      Port last = port;
      if (last != null) {
        last.close();
      }
      forgetIfOver();
    }
  }

  private void forgetIfOver() {
    if (gone && failure.get() == null) {
      CALLERS.remove(manager, this);
    }
  }

  private void complete(long number, Answer answer) {
    CompletableFuture<Answer> waiting = open.remove(number);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  private Status flush() {
    if (unconfirmed.get() != 0) {
      Pending pending = ask(Op.SIZE, 0, 0, List.of());
      if (!isAnsweredInTime(pending.answer())) {
        open.remove(pending.number());
        unconfirmed.set(0);
        failure.compareAndSet(null, Status.LOST);
      }
    }
    return takeFailure();
  }

  /** An interrupt does not end the wait, but stays. */
  private static boolean isAnsweredInTime(CompletableFuture<Answer> answer) {
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          answer.get(FLUSH_NANOS - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
          return false;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
