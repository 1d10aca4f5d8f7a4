package dev.warren.worker.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Sends what is printed to {@code System.out} or {@code System.err} to the host, line by line, each
 * with the task that runs when it ends.
 */
final class PrintedLines extends OutputStream {

  /** Longer lines are cut in pieces. */
  private static final int LONGEST = 64 * 1024;

  private final FrameWriter out;
  private final Frame.Type type;
  private final CurrentCall call;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile boolean begun;

  PrintedLines(FrameWriter out, Frame.Type type, CurrentCall call) {
    this.out = out;
    this.type = type;
    this.call = call;
  }

  PrintStream stream() {
    return new PrintStream(this, false, StandardCharsets.UTF_8);
  }

  /** Ends a line that was begun: what the next task prints is not its end. */
  void endLine() throws IOException {
    if (begun) {
      close();
    }
  }

  @Override
  public synchronized void write(int value) throws IOException {
    if (value == '\n') {
      send();
    } else {
      if (line.size() >= LONGEST && beginsCharacter(value)) {
        send();
      }
      line.write(value);
      if (!begun) {
        begun = true;
      }
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    int end = from + count;
    int at = from;
    while (at < end) {
      int next = endOfLine(bytes, at, Math.min(end, at + LONGEST - line.size()));
      if (next > at) {
        line.write(bytes, at, next - at);
        begun = true;
        at = next;
      } else {
        write(bytes[at++]);
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (line.size() > 0) {
      send();
    }
  }

  /** Where the line that goes on at a place ends, at the latest at {@code end}. */
  private static int endOfLine(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /** Whether a byte of UTF-8 is not in the middle of a character. */
  private static boolean beginsCharacter(int value) {
    return (value & 0xC0) != 0x80;
  }

  private void send() throws IOException {
    // In this order: if the batch ends in between, the host sees that the task is none of it.
    int batch = call.batch();
    long id = call.id();
    byte[] text = line.toByteArray();
    line.reset();
    begun = false;
    out.write(type, batch, PrintedLine.encode(id, text));
  }
}
