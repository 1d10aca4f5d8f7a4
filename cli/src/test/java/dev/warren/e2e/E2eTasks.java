package dev.warren.e2e;

import dev.warren.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

/** What the end-to-end tests run in worker processes. */
public final class E2eTasks {

  private static String prepared = "not prepared";

  private E2eTasks() {}

  @Task
  public static long square(long x) {
    return x * x;
  }

  @Task
  public static long busyMicros(long micros) {
    long end = System.nanoTime() + micros * 1_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return micros;
  }

  /** Takes a while for some inputs, so that results come in another order than inputs. */
  @Task
  public static long slowWhenEven(long x) {
    busyMicros(x % 2 == 0 ? 300 : 10);
    return x * x;
  }

  @Task
  public static int sum(int a, int b, int c) {
    return a + b + c;
  }

  @Task
  public static int divide(int a, int b) {
    return a / b;
  }

  @Task
  @SuppressWarnings("DoNotCallSuggester")
  public static String checked() throws IOException {
    throw new IOException("the disk is gone", new IllegalStateException("unplugged"));
  }

  @Task
  @SuppressWarnings("DoNotCallSuggester")
  public static String unrebuildable() {
    throw new Picky(1, 2);
  }

  @Task
  public static List<Long> longs(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  @Task
  public static Map<String, Point> points(Point p) {
    return Map.of("moved", new Point(p.x() + 1, p.y() + 1));
  }

  @Task
  public static Object cannotTravel() {
    return new Thread();
  }

  @Task
  public static String nothing() {
    return null;
  }

  @Task
  public static int exit(int code) {
    System.exit(code);
    return 0;
  }

  @Task
  public static int exhaustMemory() {
    List<long[]> hoard = new ArrayList<>();
    while (hoard.size() < Integer.MAX_VALUE) {
      hoard.add(new long[1 << 18]);
    }
    return hoard.size();
  }

  @Task
  public static int dieBySignal(String signal) throws Exception {
    String kill = "kill -" + signal + " " + pid();
    new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor();
    return sleepForEver();
  }

  /** Dies the first time it runs and returns the second time; the file tells which it is. */
  @Task
  public static String dieOnce(String file) throws Exception {
    try {
      Files.writeString(Path.of(file), "been here", StandardOpenOption.CREATE_NEW);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      return "survived";
    }
    Runtime.getRuntime().halt(7);
    return "never";
  }

  /** Leaves a mark and waits for ever. */
  @Task
  public static int markAndHang(String file) throws Exception {
    Files.writeString(Path.of(file), Long.toString(pid()));
    return sleepForEver();
  }

  /** Leaves a mark and waits until another file is there. */
  @Task
  public static String markAndWait(String mark, String release) throws Exception {
    Files.writeString(Path.of(mark), Long.toString(pid()));
    try (var watch = FileSystems.getDefault().newWatchService()) {
      Path wanted = Path.of(release);
      wanted.getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(wanted)) {
        watch.take().reset();
      }
    }
    return "released";
  }

  @Task
  public static List<String> environment() {
    return List.copyOf(System.getenv().keySet());
  }

  static int sleepForEver() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  @Task
  public static long pid() {
    return ProcessHandle.current().pid();
  }

  @Task
  public static String print(String text) {
    System.out.println(text);
    System.err.println(text + " on stderr");
    return text;
  }

  public static void prepare() {
    prepared = "prepared in " + pid();
  }

  @SuppressWarnings("DoNotCallSuggester")
  public static void prepareBadly() {
    throw new UnsupportedOperationException("no such device");
  }

  @Task
  public static String prepared() {
    return prepared;
  }

  public static long notAnnotated(long x) {
    return x;
  }

  @Task
  public static String large(int length) {
    return "x".repeat(length);
  }

  @Task
  public static int length(String text) {
    return text.length();
  }

  static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value that travels in both directions. */
  public record Point(int x, int y) {}

  /** An exception that nobody can make from a message. */
  public static final class Picky extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Picky(int a, int b) {
      super("picky " + a + b);
    }
  }
}
