package dev.warren.worker.child;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.LiveReader;
import dev.warren.codec.OutcomeReader;
import dev.warren.os.Family;
import dev.warren.spi.OutputLine;
import dev.warren.spi.WorkerStartException;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Outcome;
import dev.warren.task.TaskEvent;
import dev.warren.worker.memory.MemoryWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process as its host sees it.
 *
 * <p>I1: one thread, the owner's, calls {@link #spawn}, {@link #awaitReady}, {@link #run} and
 * {@link #quit}; {@link #cancel} and {@link #kill} may come from anywhere. I2: only the reader
 * thread counts what is finished while a batch runs, and it ends each run exactly once. I3: {@code
 * death} completes after the last frame was handled, so an outcome that arrived counts. I4: a batch
 * and the orders about it are sent in that order, under {@code sending}.
 */
public final class Child implements MemoryWatch.Watched {

  private static final Logger log = LoggerFactory.getLogger(Child.class);

  /** A child that has sent no frame for this long is beyond help: it sends one a second. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

  private static final long SILENT_LOOKS = SILENCE_LIMIT.toMillis() / ChildRun.LOOK_MILLIS;

  private static final Duration QUIT_LIMIT = Duration.ofSeconds(10);
  private static final long EXIT_CODE_SECONDS = 5;

  private final Process process;
  private final Family family;
  private final String host;
  private final ChildMemory memory;
  private final CauseOfDeath cause;
  private final Path progressFile;
  private final ProgressCell progress;
  private final FrameWriter writer;
  private final LastLines lines;
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<Death> death = new CompletableFuture<>();
  private final FramePump pump;
  private final Object sending = new Object();
  private final ChildOutput output;
  private volatile ChildRun run;
  private volatile Runnable onChange = () -> {};

  private Child(
      ChildSettings settings,
      Process process,
      Family family,
      Path progressFile,
      ProgressCell progress) {
    this.process = process;
    this.family = family;
    this.host = settings.host();
    this.memory = new ChildMemory(settings.memory());
    this.cause = new CauseOfDeath(host, process.pid(), memory);
    this.progressFile = progressFile;
    this.progress = progress;
    this.writer = new FrameWriter(process.getOutputStream());
    this.output = new ChildOutput(host, process.pid(), settings.output());
    this.lines = new LastLines(process.pid(), process.getErrorStream(), this::wroteError);
    this.pump = new FramePump(new FrameReader(process.getInputStream()));
    Thread reader = new Thread(this::readFrames, "warren-child-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a child; it becomes ready in the background.
   *
   * @param settings how to start it
   * @return the child
   * @throws WorkerStartException if no process can be started
   */
  public static Child spawn(ChildSettings settings) {
    try {
      Path progressFile = ProgressCell.createFile();
      ProgressCell progress = ProgressCell.open(progressFile);
      Family family = new Family();
      Process process = ChildCommand.start(settings, family, progressFile);
      Child child = new Child(settings, process, family, progressFile, progress);
      child.send(Frame.Type.START, 0, StartOrder.of(settings).encode());
      return child;
    } catch (IOException e) {
      throw WorkerStartException.notSpawned(e);
    }
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /**
   * Waits until it is ready for batches.
   *
   * @return the largest heap that it may have, in bytes
   * @throws WorkerStartException if it ends before, or its initializer throws
   * @throws InterruptedException if the calling thread is interrupted
   */
  public long awaitReady() throws InterruptedException {
    try {
      return ready.get();
    } catch (ExecutionException e) {
      throw (WorkerStartException) e.getCause();
    }
  }

  /**
   * Has the child run a batch and waits for it.
   *
   * @param batch the batch
   * @param attempt for the how manieth time its calls are begun, from 1
   * @param limits how long they may take
   * @param listener hears what comes out of it
   * @return how it went
   * @throws InterruptedException if the calling thread is interrupted
   */
  public RunResult run(Batch batch, int attempt, RunLimits limits, RunListener listener)
      throws InterruptedException {
    progress.set(ProgressCell.NONE);
    ChildRun mine;
    synchronized (sending) {
      int number = run == null ? 1 : run.number() + 1;
      mine = new ChildRun(number, batch, attempt, limits, listener, System::nanoTime);
      run = mine;
      if (death.isDone()) {
        mine.end().complete(false); // Its reader has ended and did not see this batch.
      }
      send(Frame.Type.BATCH, attempt, BatchCodec.encode(batch));
    }
    listener.cancelled().forEach(this::cancel);
    Optional<Death> died = await(mine) ? Optional.empty() : Optional.of(awaitDeath());
    listener.flush(); // Behind the last lines of the dead, before anybody says that it is dead.
    if (died.isEmpty()) {
      return new RunResult(batch.size(), ProgressCell.NONE, died);
    }
    int running = progress.get();
    Verdict why = cause.verdict().map(it -> mine.verdict(running)).orElse(null);
    return new RunResult(
        mine.finished(),
        running,
        died,
        why instanceof Verdict.Cancelled,
        why instanceof Verdict.OverTime it ? Optional.of(it.limit()) : Optional.empty());
  }

  /**
   * Has a task of the running batch not begin. Does nothing if it is not in there.
   *
   * @param task the task
   * @param kill whether it must not go on either if it has begun; then the child dies, at a moment
   *     when it runs that task and no other
   */
  public void cancel(long task, boolean kill) {
    synchronized (sending) {
      if (run != null && run.holds(task)) {
        byte[] id = Long.toString(task).getBytes(StandardCharsets.US_ASCII);
        send(Frame.Type.CANCEL, kill ? 1 : 0, id);
      }
    }
  }

  /** Waits for the end of a batch or of the child. */
  private boolean await(ChildRun mine) throws InterruptedException {
    pump.listen();
    while (true) {
      try {
        return mine.end().get(ChildRun.LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        look(mine);
        if (pump.silentLooks() >= SILENT_LOOKS) {
          kill("killed because it gave no sign of life for " + SILENCE_LIMIT.toSeconds() + " s");
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Ends the call that runs if it must not go on: by asking the child to hold it, or else so. */
  private void look(ChildRun mine) {
    int call = progress.get();
    mine.look(call);
    if (!cause.isKilled()) {
      mine.listener().looked();
    }
    if (mine.judge(memory.excess()).isPresent()) {
      cancel(mine.taskAt(call), true);
    }
    if (mine.isDeaf()) {
      execute(mine.verdict(call));
    }
  }

  /** Kills it, and whatever its tasks have started and left running, orphans included. */
  private void execute(Verdict why) {
    cause.killed(why);
    family.kill(process.toHandle());
  }

  /**
   * Lets it leave, kills it if it takes too long over that, and waits until it has gone. What its
   * tasks have left running may stay, unless it leaves because that has too much memory with it.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void quit() throws InterruptedException {
    boolean overfull = isOverfull(); // Measured when it has ended, it keeps nothing any more.
    send(Frame.Type.QUIT, 0, Frame.EMPTY);
    if (!process.waitFor(QUIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      kill("killed because it did not leave within " + QUIT_LIMIT.toSeconds() + " s");
    }
    awaitDeath();
    if (overfull) {
      family.kill();
    }
  }

  /**
   * Waits until it has gone and all that it sent was handled.
   *
   * @return how it ended
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Death awaitDeath() throws InterruptedException {
    try {
      return death.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean isDead() {
    return death.isDone();
  }

  @Override
  public void resident(long bytes) {
    memory.resident(bytes);
    if (isOverfull()) {
      onChange.run();
    }
  }

  /**
   * Whether it has more memory than it may, so that it must not get another task.
   *
   * @return true if another should take its place
   */
  public boolean isOverfull() {
    return memory.excess().isPresent();
  }

  /**
   * Kills it now (SIGKILL). A child that has ended already is left alone.
   *
   * @param reason why, for the outcome of the task that it was running; empty for none
   */
  public void kill(String reason) {
    if (!death.isDone()) {
      cause.killed(reason);
      // Not by the process itself: that would close our ends of its pipes, and with them would go
      // the outcomes and the last words that are still in there.
      process.toHandle().destroyForcibly();
    }
  }

  /**
   * Sets what to run when it has ended or is overfull, on a thread of its own, which must not be
   * held up, or at once if it has ended.
   *
   * @param action what to run, possibly more than once
   */
  public void onChange(Runnable action) {
    onChange = action;
    if (isDead()) {
      action.run();
    }
  }

  private void send(Frame.Type type, int number, byte[] body) {
    try {
      writer.write(type, number, body);
    } catch (IOException e) {
      // The reader sees the end of the child's output and says what happened.
      log.debug("child {} takes no more: {}", pid(), e.getMessage());
    }
  }

  private void readFrames() {
    String wrong = pump.run(this::handle);
    end(wrong.isEmpty() ? "" : "killed because it broke the frame protocol: " + wrong);
  }

  private void handle(Frame frame) throws IOException {
    switch (frame.type()) {
      case READY -> {
        memory.heapMib(frame.number());
        ready.complete(memory.heap());
      }
      case INITIALIZER_FAILED -> {
        Outcome outcome = OutcomeReader.read(frame.body()).outcomes().get(0);
        ready.completeExceptionally(
            WorkerStartException.initializer(((Outcome.Failed) outcome).failure()));
      }
      case OUTCOMES -> current().outcomes(frame.number(), frame.body());
      case LAST_OUTCOMES -> {
        current().outcomes(frame.number(), frame.body());
        current().end().complete(true);
      }
      case AGAIN -> current().again(frame.body());
      case PRINTED -> printed(OutputLine.Stream.OUT, frame);
      case PRINTED_ERROR -> lines.keep(printed(OutputLine.Stream.ERR, frame));
      case PROGRESS -> {
        TaskEvent event = LiveReader.line(frame.body(), 0, frame.body().length);
        of(frame.number()).ifPresent(it -> it.listener().progress((TaskEvent.Progress) event));
      }
      case HELD -> execute(current().verdict(progress.get()));
      case HEARTBEAT -> {}
      default -> throw new IllegalStateException("a child does not send " + frame.type());
    }
  }

  private ChildRun current() {
    ChildRun now = run;
    if (now == null) {
      throw new IllegalStateException("outcomes before there was a batch");
    }
    return now;
  }

  /** The run of a number; empty if another batch is running by now. */
  private Optional<ChildRun> of(int number) {
    return Optional.ofNullable(run).filter(it -> it.number() == number);
  }

  private String printed(OutputLine.Stream stream, Frame frame) {
    PrintedLine line = PrintedLine.decode(frame.body());
    output.line(stream, line.text(), of(frame.number()), line.id());
    return line.text();
  }

  /** What is written past Java is told to whichever task runs now. */
  private void wroteError(String text) {
    Optional<ChildRun> last = Optional.ofNullable(run);
    boolean runs = last.isPresent() && !last.get().end().isDone();
    long task = runs ? last.get().taskAt(progress.get()) : TaskEvent.NO_TASK;
    output.line(OutputLine.Stream.ERR, text, last, task);
  }

  private void end(String broken) {
    try {
      if (!broken.isEmpty()) {
        kill(broken);
      }
      if (!process.waitFor(EXIT_CODE_SECONDS, TimeUnit.SECONDS)) {
        kill("killed because it had closed its output");
        process.waitFor();
      }
      if (run != null && !run.end().isDone()) {
        family.kill(); // What its task had started must not run beside the next attempt.
      }
      Files.deleteIfExists(progressFile);
      died(cause.death(process.exitValue(), lines.get()));
    } catch (IOException | InterruptedException e) {
      died(new Death(host, pid(), -1, "its end could not be watched: " + e, List.of()));
    }
  }

  private void died(Death how) {
    death.complete(how);
    // Behind it: who hears that it did not become ready must find it dead.
    ready.completeExceptionally(WorkerStartException.died(how));
    Optional.ofNullable(run).ifPresent(it -> it.end().complete(false));
    onChange.run();
  }
}
