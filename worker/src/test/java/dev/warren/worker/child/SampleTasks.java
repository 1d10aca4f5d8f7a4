package dev.warren.worker.child;

import dev.warren.sync.Manager;
import dev.warren.sync.Queue;
import dev.warren.task.Task;
import dev.warren.task.TaskContext;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What tests of this package run, here and in real children. */
@SuppressWarnings("unused") // By name.
public final class SampleTasks {

  static volatile CountDownLatch gate = new CountDownLatch(0);
  static volatile CountDownLatch begun = new CountDownLatch(0);
  static final AtomicInteger calls = new AtomicInteger();
  static volatile PrintStream printer = System.out;

  /** The queue of a manager that is closed. */
  private static final Queue<Integer> NOWHERE = closedQueue();

  private static int prepared;

  /** Refuses what does not suit it. */
  public record Positive(int value) {
    public Positive {
      if (value <= 0) {
        throw new AssertionError("not positive");
      }
    }
  }

  private SampleTasks() {}

  @Task
  static int square(int x) {
    calls.incrementAndGet();
    return x * x;
  }

  static int plain(int x) {
    return x;
  }

  static String join(String captured, List<Long> more, String own) {
    return captured + more.get(0).getClass().getSimpleName() + own;
  }

  private static Queue<Integer> closedQueue() {
    try (Manager manager = Manager.create()) {
      Queue<Integer> queue = manager.queue(Integer.class);
      queue.put(0);
      return queue;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static int putNowhere(String end) throws InterruptedException {
    NOWHERE.put(1);
    if (end.equals("fails")) {
      throw new IllegalStateException("of its own");
    }
    return 1;
  }

  static int fail(String message) {
    throw new IllegalStateException(message);
  }

  static int failHard(String message) throws Throwable {
    throw new Throwable(message);
  }

  static int overflow(int depth) {
    return depth < 0 ? 0 : overflow(depth + 1) + 1;
  }

  static Object unencodable(int x) {
    return new Object();
  }

  static int positive(Positive x) {
    return x.value();
  }

  static int waitAtGate(int x) throws InterruptedException {
    if (x < 0) {
      begun.countDown();
      gate.await();
    }
    return x;
  }

  static boolean interruptSelf(boolean interrupt) {
    boolean before = Thread.currentThread().isInterrupted();
    if (interrupt) {
      Thread.currentThread().interrupt();
    }
    return before;
  }

  static byte[] large(int size) {
    return new byte[size];
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  static String print(String text) {
    System.out.println("out " + text);
    System.err.println("err " + text);
    return text;
  }

  @Task
  static int printUnended(int x) {
    printer.print("no end");
    return x;
  }

  /** Prints through Java and past it, and is gone at once. */
  static String printAndHalt(String text) throws IOException {
    print(text);
    try (FileOutputStream error = new FileOutputStream("/dev/fd/2")) {
      error.write("beneath\n".getBytes(StandardCharsets.UTF_8));
    }
    Runtime.getRuntime().halt(5);
    return text;
  }

  static int exit(int code) {
    if (code >= 0) {
      System.err.print("exits with " + code);
      System.exit(code);
    }
    return code;
  }

  static int outOfMemory() {
    List<long[]> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(new long[1 << 20]);
    }
    return all.size();
  }

  static int sleep() throws InterruptedException {
    Thread.sleep(60_000); // Killed or interrupted long before: a task that would not end.
    return 0;
  }

  /** Leaves an orphan behind, and goes on. */
  static int orphan(int seconds) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", "sleep " + seconds + " >&2 & echo $!").start();
    String pid = shell.inputReader().readLine();
    shell.waitFor();
    System.out.println("orphan " + pid);
    return sleep();
  }

  static int sleepIf(int number) throws InterruptedException {
    if (number > 0) {
      System.out.println("asleep");
      return sleep();
    }
    return number;
  }

  static int sleepMillis(int millis) throws InterruptedException {
    Thread.sleep(millis); // A task of that length is what the test needs.
    return millis;
  }

  static String report(String text) {
    TaskContext.current().progress(1, 2, text);
    System.out.print("told ");
    System.out.print(text);
    return text;
  }

  static void prepare(int value) {
    prepared = value;
  }

  static void prepareBadly(String message) {
    if (!message.isEmpty()) {
      throw new IllegalStateException(message);
    }
  }

  static int prepared() {
    return prepared;
  }

  /** Writes to the pipe that belongs to the frames. */
  static int garbage(String text) throws IOException, InterruptedException {
    try (FileOutputStream pipe = new FileOutputStream("/dev/fd/4")) {
      pipe.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return sleep();
  }

  /** A result that blocks while it is written, until the latch is open. */
  static final class SlowToWrite {
    static final CountDownLatch begun = new CountDownLatch(1);
    static final CountDownLatch open = new CountDownLatch(1);

    public int getValue() throws InterruptedException {
      begun.countDown();
      open.await();
      return 5;
    }
  }

  @Task
  static SlowToWrite slowToWrite(int ignored) {
    return new SlowToWrite();
  }
}
