package dev.warren.cli.parallel;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** What a command has written to its standard output or error. Not thread-safe. */
interface Output extends Closeable {

  /** Nothing. */
  Output NONE = of("");

  /** How many bytes it is. */
  long size();

  /** Copies all of it. */
  void writeTo(OutputStream target) throws IOException;

  @Override
  void close() throws IOException;

  /** Bytes in memory. */
  static Output of(String octets) {
    return of(Octets.bytes(octets));
  }

  /** Bytes in memory. */
  static Output of(byte[] bytes) {
    return new Output() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream target) throws IOException {
        target.write(bytes);
      }

      @Override
      public void close() {}
    };
  }
}
