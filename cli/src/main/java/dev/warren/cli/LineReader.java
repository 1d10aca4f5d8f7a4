package dev.warren.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream into lines of bytes, holding no more than one of them. Not thread-safe.
 *
 * <p>A line stands in {@link #bytes()} until the next one is asked for, without copying where it
 * lies in the read buffer as a whole.
 */
final class LineReader {

  private static final int BUFFER = 128 * 1024;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private byte[] line = buffer;
  private int from;
  private int to;

  /** {@code longest}: of longer lines only their number is known. */
  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    if (atEnd()) {
      return false;
    }
    int end = lineEnd();
    if (end < limit) {
      line = buffer;
      from = at;
      to = end;
      at = end + 1;
    } else {
      gather();
    }
    if (to > from && line[to - 1] == '\r') {
      to--;
    }
    return true;
  }

  /** Puts together a line that does not end in the buffer. */
  private void gather() throws IOException {
    byte[] parts = new byte[2 * (limit - at)];
    int size = 0;
    int end;
    do {
      end = lineEnd();
      int more = end - at;
      if (size <= longest) { // Otherwise the rest is only skipped.
        if (size + more > parts.length) {
          parts = Arrays.copyOf(parts, Math.max(size + more, 2 * parts.length));
        }
        System.arraycopy(buffer, at, parts, size, more);
        size += more;
      }
      at = end;
    } while (end == limit && !atEnd());
    at = Math.min(limit, at + 1);
    line = parts;
    from = 0;
    to = size;
  }

  private int lineEnd() {
    int end = at;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Whether nothing follows; may wait for input. */
  boolean atEnd() throws IOException {
    while (at >= limit) {
      limit = in.read(buffer, 0, buffer.length);
      at = 0;
      if (limit < 0) {
        limit = 0;
        return true;
      }
    }
    return false;
  }

  byte[] bytes() {
    return line;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isEmpty() {
    return from == to;
  }

  boolean isTooLong() {
    return to - from > longest;
  }
}
