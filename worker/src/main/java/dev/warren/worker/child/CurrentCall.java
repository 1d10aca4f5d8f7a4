package dev.warren.worker.child;

import dev.warren.codec.LiveWriter;
import dev.warren.task.Limits;
import dev.warren.task.TaskContext;
import dev.warren.task.TaskEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The call that this process runs now: who runs, who is not to, and how far it has got.
 * Thread-safe.
 *
 * <p>I1: the task's thread moves {@code running} from none to a task and back, and only {@link
 * #cancel} moves it from a task to held; from there nobody moves it. So a task either ends before
 * it is cancelled, or never ends and no other begins. I2: {@code unwanted} is emptied when a batch
 * arrives, while no task runs, and orders follow their batch through the same pipe.
 */
final class CurrentCall {

  static final long NONE = TaskEvent.NO_TASK;
  private static final long HELD = -2;

  private final AtomicLong running = new AtomicLong(NONE);
  private final Set<Long> unwanted = ConcurrentHashMap.newKeySet();
  private final AtomicReference<TaskEvent.Progress> report = new AtomicReference<>();
  private final AtomicInteger batch = new AtomicInteger();
  private volatile int attempt = 1;
  private volatile Optional<Duration> limit = Optional.empty();
  private volatile Optional<Instant> deadline = Optional.empty();
  private volatile String host = "";

  void host(String name) {
    host = name;
  }

  /** A batch has arrived; counts them. */
  void batch(int newAttempt) {
    unwanted.clear();
    attempt = newAttempt;
    batch.incrementAndGet();
  }

  /** How long the calls of the batch that begins now may run. */
  void limits(Limits ofBatch) {
    limit = ofBatch.soft().or(ofBatch::hard);
    deadline = Optional.empty();
  }

  /** How many batches have arrived. */
  int batch() {
    return batch.get();
  }

  /** Whether the calls of this batch were begun before, in a process that has died. */
  boolean isRepeated() {
    return attempt > 1;
  }

  /** The task that runs, or {@link #NONE}. */
  long id() {
    return Math.max(NONE, running.get());
  }

  /** A task is about to run; false if it must not. */
  boolean begin(long id) {
    if (limit.isPresent()) {
      deadline = limit.map(Instant.now()::plus);
    }
    running.set(id);
    if (unwanted.isEmpty() || !unwanted.contains(id)) {
      return true;
    }
    end(id);
    return false;
  }

  /** The task has ended. Does not return if it was cancelled before: the process gets killed. */
  void end(long id) {
    if (!running.compareAndSet(id, NONE)) {
      awaitTheEnd();
    }
  }

  /** Has a task not begin; tells whether it has and is held, because it must not go on either. */
  boolean cancel(long id, boolean kill) {
    unwanted.add(id);
    return kill && running.compareAndSet(id, HELD);
  }

  private static void awaitTheEnd() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // The task's own doing; it makes no difference any more.
      }
    }
  }

  /** What the running task can learn about itself. */
  Optional<TaskContext> context() {
    long id = running.get();
    return id < 0 ? Optional.empty() : Optional.of(new Context(id, attempt, deadline));
  }

  /** Sends the last report, if it was not sent yet; waits for another thread that is at it. */
  void flushReport(FrameWriter out) throws IOException {
    if (report.get() != null) {
      // Sent with the lock, or a report could be overtaken by the one after it; and taken out only
      // then, or it could be overtaken by its task's outcome.
      synchronized (report) {
        TaskEvent.Progress last = report.get();
        if (last != null) {
          out.write(Frame.Type.PROGRESS, batch.get(), LiveWriter.line(last));
          report.compareAndSet(last, null);
        }
      }
    }
  }

  private final class Context implements TaskContext {

    private final long id;
    private final int attempt;
    private final Optional<Instant> deadline;

    Context(long id, int attempt, Optional<Instant> deadline) {
      this.id = id;
      this.attempt = attempt;
      this.deadline = deadline;
    }

    @Override
    public long taskId() {
      return id;
    }

    @Override
    public int attempt() {
      return attempt;
    }

    @Override
    public Optional<Instant> deadline() {
      return deadline;
    }

    @Override
    public String worker() {
      return host;
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public void progress(long done, long total, String message) {
      TaskEvent.Progress said = new TaskEvent.Progress(id, attempt, done, total, message);
      if (running.get() == id) {
        report.set(said);
      }
    }
  }
}
