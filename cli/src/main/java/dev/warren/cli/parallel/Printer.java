package dev.warren.cli.parallel;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes what commands have written: that of one at a time, and in the order of the input where
 * that is asked for. Thread-safe.
 */
final class Printer {

  /** How far the output of a command may be ahead of what is printed. */
  static final int MOST_AHEAD = 1_000;

  private static final int BUFFER = 64 * 1024;

  private final OutputStream out;
  private final OutputStream err;
  private final boolean keepsOrder;
  private final Map<Long, Printed> waiting = new HashMap<>();
  private long next;

  /**
   * The outputs of a command that has ended.
   *
   * @param tag what every line begins with, as octets
   * @param stdout its standard output
   * @param stderr its standard error
   */
  record Printed(String tag, Output stdout, Output stderr) implements Closeable {

    static final Printed NOTHING = new Printed("", Output.NONE, Output.NONE);

    /** The same with a line behind the standard error. */
    Printed withError(String line) {
      return new Printed(tag, stdout, new OutputAndLine(stderr, line));
    }

    @Override
    public void close() throws IOException {
      stdout.close();
      stderr.close();
    }
  }

  Printer(OutputStream out, OutputStream err, boolean keepsOrder) {
    this.out = out;
    this.err = err;
    this.keepsOrder = keepsOrder;
  }

  /** Waits until a command may run whose output comes at that place, from 0. */
  synchronized void awaitRoom(long place) throws InterruptedException {
    while (keepsOrder && place >= next + MOST_AHEAD) {
      wait();
    }
  }

  /** Prints the outputs that come at that place, now or when it is their turn. */
  synchronized void print(long place, Printed printed) throws IOException {
    if (!keepsOrder) {
      write(printed);
      return;
    }
    waiting.put(place, printed);
    for (Printed each = waiting.remove(next); each != null; each = waiting.remove(next)) {
      write(each);
      next++;
    }
    notifyAll();
  }

  private void write(Printed printed) throws IOException {
    write(printed.stdout(), printed.tag(), out);
    write(printed.stderr(), printed.tag(), err);
  }

  private static void write(Output output, String tag, OutputStream target) throws IOException {
    try (output) {
      if (output.size() > 0 && tag.isEmpty()) {
        output.writeTo(target);
      } else if (output.size() > 0) {
        OutputStream buffer = new BufferedOutputStream(target, BUFFER);
        output.writeTo(new TaggedLines(buffer, Octets.bytes(tag)));
        buffer.flush();
      }
    }
  }

  /** Prints what still waits for the outputs of commands that will not end. */
  synchronized void printRest() throws IOException {
    for (Long each : waiting.keySet().stream().sorted().toList()) {
      write(waiting.remove(each));
    }
  }

  /** Prints bytes at once, whoever waits. */
  synchronized void printNow(byte[] bytes, boolean toErr) throws IOException {
    (toErr ? err : out).write(bytes);
  }
}
