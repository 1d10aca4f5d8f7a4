package dev.warren.codec;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing text of lines that remembers where each begins. Not thread-safe. */
public final class LineBuffer extends OutputStream {

  private byte[] bytes = new byte[256];
  private int length;
  private int[] starts = new int[16];
  private int lines;

  @Override
  public void write(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int from, int count) {
    room(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** Writes a number in decimal. */
  void writeNumber(long value) {
    byte[] digits = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    write(digits, 0, digits.length);
  }

  /** Ends the current line. */
  void endLine() {
    write('\n');
    if (lines + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    starts[++lines] = length;
  }

  /** Makes line ends since then spaces: in JSON both stand only between values. */
  void keepOneLine(int from) {
    for (int at = from; at < length; at++) {
      if (bytes[at] == '\n') {
        bytes[at] = ' ';
      }
    }
  }

  /** Forgets what was written since the last line ended. */
  void dropLine() {
    length = starts[lines];
  }

  /**
   * How many complete lines there are.
   *
   * @return the number of lines
   */
  public int lines() {
    return lines;
  }

  /**
   * How many bytes there are.
   *
   * @return the size in bytes
   */
  public int size() {
    return length;
  }

  /** Empties the buffer and keeps its memory. */
  public void reset() {
    length = 0;
    lines = 0;
  }

  /**
   * Copies what was written.
   *
   * @return the bytes
   */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  byte[] copyFrom(int from) {
    return Arrays.copyOfRange(bytes, from, length);
  }

  /** Where each line begins, and where the last one ends. */
  int[] starts() {
    return Arrays.copyOf(starts, lines + 1);
  }

  void writeTo(LineBuffer other) {
    other.write(bytes, 0, length);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
