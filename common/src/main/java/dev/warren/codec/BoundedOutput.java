package dev.warren.codec;

import java.io.IOException;
import java.io.OutputStream;

/** Lets so many bytes through and refuses more. Not thread-safe. */
final class BoundedOutput extends OutputStream {

  private final LineBuffer out;
  private long left;

  BoundedOutput(LineBuffer out, int limit) {
    this.out = out;
    this.left = limit;
  }

  boolean isOver() {
    return left < 0;
  }

  @Override
  public void write(int value) throws IOException {
    take(1);
    out.write(value);
  }

  @Override
  public void write(byte[] source, int from, int count) throws IOException {
    take(count);
    out.write(source, from, count);
  }

  private void take(int count) throws IOException {
    left -= count;
    if (left < 0) {
      throw new IOException("too large");
    }
  }
}
