package dev.warren.worker.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what a child writes to its standard error, and keeps the last lines. Thread-safe. */
final class LastLines {

  private static final Logger log = LoggerFactory.getLogger(LastLines.class);
  private static final int KEPT = 20;
  private static final int LONGEST = 500;

  /** Longer lines are cut in pieces: nothing says that a line ever ends. */
  private static final int LONGEST_PASSED = 64 * 1024;

  private static final long DRAIN_MILLIS = 500;

  private final long pid;
  private final Consumer<String> output;
  private final Deque<String> last = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  LastLines(long pid, InputStream source, Consumer<String> output) {
    this.pid = pid;
    this.output = output;
    Thread thread = new Thread(() -> pump(source), "warren-stderr-" + pid);
    thread.setDaemon(true);
    thread.start();
  }

  /** The last lines of a child that has ended. */
  List<String> get() throws InterruptedException {
    // A process that the child has started may hold the pipe open for as long as it likes.
    ended.await(DRAIN_MILLIS, TimeUnit.MILLISECONDS);
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  /** Keeps a line that has come another way. */
  void keep(String line) {
    synchronized (last) {
      if (last.size() == KEPT) {
        last.removeFirst();
      }
      last.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
    }
  }

  private void take(String line) {
    keep(line);
    output.accept(line);
  }

  private void pump(InputStream source) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      int before = 0;
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        boolean end = next == '\n' || next == '\r';
        if (!end) {
          line.append((char) next);
        }
        if ((end && !(before == '\r' && next == '\n')) || line.length() == LONGEST_PASSED) {
          take(line.toString());
          line.setLength(0);
        }
        before = next;
      }
      if (line.length() > 0) {
        take(line.toString());
      }
    } catch (IOException e) {
      log.debug("the standard error of {} broke off: {}", pid, e.toString());
    } finally {
      ended.countDown();
    }
  }
}
