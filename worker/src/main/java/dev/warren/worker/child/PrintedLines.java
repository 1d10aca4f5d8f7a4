package dev.warren.worker.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Sends what is printed to {@code System.out} to the host, line by line. */
final class PrintedLines extends OutputStream {

  /** Longer lines are cut in pieces. */
  private static final int LONGEST = 64 * 1024;

  private final FrameWriter out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private PrintedLines(FrameWriter out) {
    this.out = out;
  }

  static PrintStream stream(FrameWriter out) {
    return new PrintStream(new PrintedLines(out), false, StandardCharsets.UTF_8);
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
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    for (int at = from; at < from + count; at++) {
      write(bytes[at]);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (line.size() > 0) {
      send();
    }
  }

  /** Whether a byte of UTF-8 is not in the middle of a character. */
  private static boolean beginsCharacter(int value) {
    return (value & 0xC0) != 0x80;
  }

  private void send() throws IOException {
    byte[] text = line.toByteArray();
    line.reset();
    out.write(Frame.Type.PRINTED, 0, text);
  }
}
