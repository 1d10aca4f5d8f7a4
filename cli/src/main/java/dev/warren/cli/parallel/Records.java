package dev.warren.cli.parallel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The records of a stream, of which no more than one is held. Not thread-safe. */
final class Records implements Iterator<String> {

  private static final int BUFFER = 64 * 1024;

  /** Far more than any system takes as an argument. */
  static final int LONGEST = 16 * 1024 * 1024;

  private final String name;
  private final InputStream in;
  private final byte delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private String next;

  Records(String name, InputStream in, byte delimiter) {
    this.name = name;
    this.in = in;
    this.delimiter = delimiter;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = read();
    }
    return next != null;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String read = next;
    next = null;
    return read;
  }

  private String read() {
    if (!fill()) {
      return null;
    }
    byte[] gathered = {};
    int end = end();
    while (end == limit) {
      gathered = append(gathered, end);
      if (!fill()) {
        return Octets.of(gathered, 0, gathered.length);
      }
      end = end();
    }
    if (gathered.length > 0) {
      gathered = append(gathered, end);
      at++;
      return Octets.of(gathered, 0, gathered.length);
    }
    String record = Octets.of(buffer, at, end);
    at = end + 1;
    return record;
  }

  private int end() {
    int end = at;
    while (end < limit && buffer[end] != delimiter) {
      end++;
    }
    return end;
  }

  private byte[] append(byte[] gathered, int end) {
    int size = gathered.length + end - at;
    if (size > LONGEST) {
      throw new InputBrokenException(
          name + " has a line of more than " + LONGEST + " bytes: no command takes that", null);
    }
    byte[] longer = Arrays.copyOf(gathered, size);
    System.arraycopy(buffer, at, longer, gathered.length, end - at);
    at = end;
    return longer;
  }

  /** Whether there is something in the buffer; may wait for input. */
  private boolean fill() {
    try {
      while (at >= limit) {
        limit = in.read(buffer, 0, buffer.length);
        at = 0;
        if (limit < 0) {
          limit = 0;
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new InputBrokenException("cannot read " + name + ": " + e.getMessage(), e);
    }
  }
}
