package dev.warren.worker.child;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes whole frames to a pipe: length, type, number, body. Thread-safe. */
final class FrameWriter {

  /** Type and number. */
  static final int FIXED_PART = 1 + Integer.BYTES;

  /** Larger bodies are written by themselves rather than copied behind their header. */
  private static final int COPY_LIMIT = 16 * 1024;

  private final OutputStream out;

  FrameWriter(OutputStream out) {
    this.out = out;
  }

  void write(Frame.Type type) throws IOException {
    write(type, 0, Frame.EMPTY);
  }

  void write(Frame.Type type, int number, byte[] body) throws IOException {
    int header = Integer.BYTES + FIXED_PART;
    boolean together = body.length <= COPY_LIMIT;
    ByteBuffer buffer = ByteBuffer.allocate(together ? header + body.length : header);
    buffer.putInt(FIXED_PART + body.length).put(type.code()).putInt(number);
    if (together) {
      buffer.put(body);
    }
    synchronized (this) {
      out.write(buffer.array());
      if (!together) {
        out.write(body);
      }
      out.flush();
    }
  }
}
