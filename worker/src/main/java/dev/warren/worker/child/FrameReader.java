package dev.warren.worker.child;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads whole frames from a pipe. Not thread-safe. */
final class FrameReader {

  private static final int BUFFER = 64 * 1024;

  private final DataInputStream in;

  FrameReader(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in, BUFFER));
  }

  /** Waits for the next frame; throws {@link EOFException} when the other side has gone. */
  Frame read() throws IOException {
    int length = in.readInt();
    if (length < FrameWriter.FIXED_PART || length > Frame.MAX_BODY) {
      throw new IOException("a frame of " + length + " bytes: this is not the frame protocol");
    }
    byte type = in.readByte();
    int number = in.readInt();
    byte[] body = new byte[length - FrameWriter.FIXED_PART];
    in.readFully(body);
    Frame.Type known =
        Frame.Type.of(type).orElseThrow(() -> new IOException("no such frame type: " + type));
    return new Frame(known, number, body);
  }
}
