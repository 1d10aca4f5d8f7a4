package dev.warren.worker.child;

import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.RunnableTask;
import dev.warren.command.CommandTask;
import dev.warren.task.CurrentTask;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The main class of a worker process. It reads frames from file descriptor 3 and writes frames to
 * 4, so that nothing a task prints, in Java or beneath it, can get between them. When 3 comes to
 * its end, the host is gone and the process ends at once.
 *
 * <p>Three threads: {@code main} runs the tasks, {@code warren-frames} reads, {@code warren-ticker}
 * sends heartbeats and outcomes that wait behind a slow task, and interrupts tasks.
 */
public final class ChildMain {

  /** The exit code of a process that has lost its host. */
  static final int ORPHANED = 101;

  /** The exit code of a process whose initializer threw. */
  static final int INITIALIZER_FAILED = 102;

  private static final long BYTES_PER_MIB = 1024 * 1024;

  private final FrameWriter out;
  private final CurrentCall current = new CurrentCall();
  private final PrintedLines printed;
  private final PrintedLines printedErrors;
  private final BlockingQueue<Frame> orders = new LinkedBlockingQueue<>();

  private volatile BatchRunner runner;

  private ChildMain(FrameWriter out) {
    this.out = out;
    this.printed = new PrintedLines(out, Frame.Type.PRINTED, current);
    this.printedErrors = new PrintedLines(out, Frame.Type.PRINTED_ERROR, current);
  }

  /**
   * Runs until the host says so or is gone.
   *
   * @param args the path of the progress cell
   * @throws Exception if the process cannot go on; its host sees it end
   */
  public static void main(String[] args) throws Exception {
    Path progressFile = Path.of(args[0]);
    ProgressCell progress = ProgressCell.open(progressFile);
    Files.deleteIfExists(progressFile); // Not by the host, which may be gone by now.
    FrameReader in = new FrameReader(new FileInputStream("/dev/fd/3"));
    ChildMain child = new ChildMain(new FrameWriter(new FileOutputStream("/dev/fd/4")));
    System.setOut(child.printed.stream());
    System.setErr(child.printedErrors.stream());
    // A task that calls System.exit may have printed its reason without an end of the line.
    Runtime.getRuntime().addShutdownHook(new Thread(child::endLines, "warren-last-words"));
    CurrentTask.from(child.current::context);
    Thread reader = new Thread(() -> child.readOrders(in), "warren-frames");
    reader.setDaemon(true);
    reader.start();
    child.work(progress);
    System.exit(0);
  }

  /** Ends at once: somebody else has the work, so no command of it may go on either. */
  static void orphaned() {
    CommandTask.killAll();
    Runtime.getRuntime().halt(ORPHANED);
  }

  private void endLines() {
    try {
      printed.endLine();
      printedErrors.endLine();
    } catch (IOException hostIsGone) {
      orphaned();
    }
  }

  private void readOrders(FrameReader in) {
    try {
      while (true) {
        Frame next = in.read();
        switch (next.type()) {
          case BATCH -> {
            current.batch(next.number());
            orders.add(next);
          }
          case CANCEL -> cancel(next);
          default -> orders.add(next);
        }
      }
    } catch (IOException hostIsGone) {
      orphaned();
    }
  }

  private void cancel(Frame order) throws IOException {
    long id = Long.parseLong(new String(order.body(), StandardCharsets.US_ASCII));
    if (current.cancel(id, order.number() == 1)) {
      runner.flushWaiting(); // What its neighbours have finished counts.
      out.write(Frame.Type.HELD);
    }
  }

  private void work(ProgressCell progress) throws IOException, InterruptedException {
    StartOrder order = StartOrder.decode(orders.take().body());
    initialize(order);
    current.host(order.host());
    runner = new BatchRunner(out, progress, order, current, printed, printedErrors);
    runner.warmUp();
    Ticker ticker = new Ticker(out, runner);
    int heapMib = (int) (Runtime.getRuntime().maxMemory() / BYTES_PER_MIB);
    out.write(Frame.Type.READY, heapMib, Frame.EMPTY);
    startTicker(ticker);
    for (Frame next = orders.take(); next.type() != Frame.Type.QUIT; next = orders.take()) {
      ticker.busy();
      runner.run(next.body());
      ticker.idle();
    }
  }

  private void initialize(StartOrder order) throws IOException {
    if (order.initializer().isEmpty()) {
      return;
    }
    try {
      RunnableTask task =
          RunnableTask.prepare(TaskName.parse(order.initializer()), order.captured(), true);
      task.call(task.arguments("[]".getBytes(StandardCharsets.US_ASCII), 0, 2));
    } catch (Throwable thrown) {
      // Whatever it is, it is the pool's to know, and this process is of no use.
      OutcomeWriter failure = new OutcomeWriter(order.host(), ProcessHandle.current().pid());
      failure.add(new Outcome.Failed(0, Failure.of(thrown)));
      out.write(Frame.Type.INITIALIZER_FAILED, 1, failure.take(0));
      Runtime.getRuntime().halt(INITIALIZER_FAILED);
    }
  }

  private static void startTicker(Ticker ticker) {
    Thread thread = new Thread(ticker, "warren-ticker");
    thread.setDaemon(true);
    thread.start();
  }
}
