package dev.warren.sync.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Frames: a length of four bytes, and what it says. */
public final class Frames {

  /** The length of a frame's length, in bytes. */
  public static final int PREFIX = Integer.BYTES;

  /** Longer frames are refused, in bytes: a value and what belongs to it are far below. */
  public static final int MAX_LENGTH = 64 << 20;

  private static final int HEAD = 64;

  private Frames() {}

  /** Writes the head of a frame. */
  interface Head {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads a frame. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] frame(List<byte[]> values, Head head) {
    int size = HEAD;
    for (byte[] each : values) {
      size += PREFIX + each.length;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(0);
      head.write(out);
      out.writeInt(values.size());
      for (byte[] each : values) {
        out.writeInt(each.length);
        out.write(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    byte[] frame = bytes.toByteArray();
    writeLength(frame, frame.length - PREFIX);
    return frame;
  }

  /**
   * Puts a length in front.
   *
   * @param body what the frame says
   * @return the frame
   */
  public static byte[] of(byte[] body) {
    byte[] frame = new byte[PREFIX + body.length];
    writeLength(frame, body.length);
    System.arraycopy(body, 0, frame, PREFIX, body.length);
    return frame;
  }

  private static void writeLength(byte[] frame, int length) {
    for (int i = 0; i < PREFIX; i++) {
      frame[i] = (byte) (length >>> (Byte.SIZE * (PREFIX - 1 - i)));
    }
  }

  /**
   * Checks a frame's length.
   *
   * @param length what the four bytes say
   * @return the same
   * @throws IllegalArgumentException if it is below zero or above {@link #MAX_LENGTH}
   */
  public static int checkLength(int length) {
    if (length < 0 || length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a frame has 0 to " + MAX_LENGTH + " bytes, this one says " + length);
    }
    return length;
  }

  static <T> T read(byte[] frame, Reader<T> reader) {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame));
    try {
      T read = reader.read(in);
      if (in.available() > 0) {
        throw new IllegalArgumentException("there is something behind the end of a frame");
      }
      return read;
    } catch (IOException e) {
      throw new IllegalArgumentException("a frame ends too early", e);
    }
  }

  static List<byte[]> readValues(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available() / PREFIX) {
      throw new IllegalArgumentException("a frame cannot hold " + count + " values");
    }
    List<byte[]> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = in.readInt();
      if (length < 0 || length > in.available()) {
        throw new IllegalArgumentException("a value cannot have " + length + " bytes here");
      }
      values.add(in.readNBytes(length));
    }
    return values;
  }
}
