package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This process as a client of one manager: sends requests and waits for their answers. Requests
 * arrive in the order in which a thread makes them. Thread-safe.
 */
public final class Caller {

  private static final Map<String, Caller> CALLERS = new ConcurrentHashMap<>();
  private static final long FLUSH_SECONDS = 10;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Caller::flushAll, "warren-flush"));
  }

  private final String manager;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();

  /** Whether something was sent without an answer that no later answer has confirmed. */
  private volatile boolean unconfirmed;

  /** How something that was sent without an answer has failed; null if it has not. */
  private volatile Status failure;

  /** The way that is in use; null for none. Cleared without the lock that guards its opening. */
  private volatile Port port;

  private Caller(String manager) {
    this.manager = manager;
  }

  /**
   * The caller of a manager.
   *
   * @param manager its id
   * @return the same one for the same id
   */
  public static Caller of(String manager) {
    return CALLERS.computeIfAbsent(manager, Caller::new);
  }

  /**
   * Waits until everything that this process has sent without waiting has reached its manager, ten
   * seconds at most. At the end of the process that happens by itself.
   */
  public static void flushAll() {
    for (Caller each : CALLERS.values()) {
      if (each.unconfirmed) {
        each.flush();
      }
    }
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
  public Answer call(Op op, long object, long timeout, List<byte[]> values)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long number = numbers.incrementAndGet();
    CompletableFuture<Answer> answer = begin(op, number, object, timeout, values);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      port().send(new Request(Op.CANCEL, number, 0, 0, 0, List.of()));
      Answer last = answer.join();
      if (last.status() == Status.CANCELLED) {
        throw e;
      }
      Thread.currentThread().interrupt(); // Too late: it is done, and must not be lost.
      return last;
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
    return begin(op, numbers.incrementAndGet(), object, 0, values).join();
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
    if (earlier == Status.OK) {
      unconfirmed = true;
      port().send(request(op, Request.NO_ANSWER, object, Request.FOR_EVER, values));
    }
    return earlier;
  }

  private Status takeFailure() {
    Status earlier = failure;
    failure = null;
    return earlier == null ? Status.OK : earlier;
  }

  private CompletableFuture<Answer> begin(
      Op op, long number, long object, long timeout, List<byte[]> values) {
    Status earlier = takeFailure();
    if (earlier != Status.OK) {
      return CompletableFuture.completedFuture(new Answer(number, earlier, List.of()));
    }
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    open.put(number, answer);
    port().send(request(op, number, object, timeout, values));
    return answer;
  }

  private static Request request(
      Op op, long number, long object, long timeout, List<byte[]> values) {
    return new Request(op, number, Thread.currentThread().getId(), object, timeout, values);
  }

  private Port port() {
    Port now = port;
    if (now == null) {
      synchronized (this) {
        now = port;
        if (now == null) {
          now = Routes.open(manager, this::receive);
          port = now;
        }
      }
    }
    return now;
  }

  private void receive(Answer answer) {
    if (answer.number() != Answer.TO_ALL) {
      unconfirmed = false;
      complete(answer.number(), answer);
      return;
    }
    if (unconfirmed) {
      failure = answer.status();
      unconfirmed = false;
    }
    for (long each : open.keySet()) {
      complete(each, answer);
    }
    if (answer.status() == Status.GONE) {
      port = null; // The next request looks for a way anew.
    }
  }

  private void complete(long number, Answer answer) {
    CompletableFuture<Answer> waiting = open.remove(number);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  private void flush() {
    long number = numbers.incrementAndGet();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    open.put(number, answer);
    port().send(request(Op.SIZE, number, 0, 0, List.of()));
    boolean interrupted = false;
    try {
      answer.get(FLUSH_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException e) {
      open.remove(number);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
