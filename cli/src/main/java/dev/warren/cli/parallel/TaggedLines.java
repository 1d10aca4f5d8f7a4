package dev.warren.cli.parallel;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a tag before every line. Closing does nothing. Not thread-safe. */
final class TaggedLines extends OutputStream {

  private final OutputStream target;
  private final byte[] tag;
  private boolean inLine;

  TaggedLines(OutputStream target, byte[] tag) {
    this.target = target;
    this.tag = tag;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int from = offset;
    while (from < end) {
      int to = from;
      while (to < end && bytes[to] != '\n') {
        to++;
      }
      boolean whole = to < end;
      if (!inLine) {
        target.write(tag);
      }
      target.write(bytes, from, (whole ? to + 1 : to) - from);
      inLine = !whole;
      from = to + 1;
    }
  }

  /** Ends the last line if that has no end of its own. */
  void endLine() throws IOException {
    if (inLine) {
      write('\n');
    }
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }
}
