package dev.warren.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The beginning or the end of a stream, which a thread of its own reads to its end. Thread-safe.
 */
final class KeptOutput {

  private static final int BUFFER = 8 * 1024;

  private final int most;
  private final boolean last;
  private final Thread reader;
  private byte[] bytes = new byte[BUFFER];
  private int size;
  private long total;

  private KeptOutput(int most, boolean last, InputStream source) {
    this.most = most;
    this.last = last;
    this.reader = new Thread(() -> read(source), "warren-command-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Keeps so many bytes of the beginning. */
  static KeptOutput first(int most, InputStream source) {
    return new KeptOutput(most, false, source);
  }

  /** Keeps so many bytes of the end. */
  static KeptOutput last(int most, InputStream source) {
    return new KeptOutput(most, true, source);
  }

  private void read(InputStream source) {
    byte[] buffer = new byte[BUFFER];
    try (source) {
      for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
        keep(buffer, count);
      }
    } catch (IOException e) {
      return; // Closed under the reader because its process has ended: this was all.
    }
  }

  private synchronized void keep(byte[] more, int count) {
    total += count;
    int taken = last ? count : Math.min(count, most - size);
    if (size + taken > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + taken, 2 * bytes.length));
    }
    System.arraycopy(more, 0, bytes, size, taken);
    size += taken;
    if (last && size > 2 * most) {
      System.arraycopy(bytes, size - most, bytes, 0, most);
      size = most;
    }
  }

  /** Waits for the end of the stream; no longer, if somebody else holds it open. */
  void await(long millis) throws InterruptedException {
    reader.join(millis);
  }

  /** How many bytes there were. */
  synchronized long total() {
    return total;
  }

  /** What is kept, at most so many bytes of it. */
  synchronized byte[] bytes(int atMost) {
    int count = Math.min(size, Math.min(most, atMost));
    return last
        ? Arrays.copyOfRange(bytes, size - count, size)
        : Arrays.copyOfRange(bytes, 0, count);
  }
}
