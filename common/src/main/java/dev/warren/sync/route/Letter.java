package dev.warren.sync.route;

import dev.warren.sync.wire.Frames;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message between a manager and a relay: frames of several clients together, or none, to show
 * that one is there.
 *
 * @param manager the manager's id
 * @param epoch counts the manager's connections; 0 if the relay does not know
 * @param entries what it brings
 */
record Letter(String manager, long epoch, List<Entry> entries) {

  private static final int ENTRY_HEAD = Long.BYTES;
  private static final int MAX_ID = 100;

  /**
   * A frame of one client.
   *
   * @param client the client's number at its relay
   * @param frame the frame, without its length
   */
  record Entry(long client, byte[] frame) {}

  static byte[] head(String manager, long epoch) {
    byte[] id = manager.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + id.length + Long.BYTES)
        .putInt(id.length)
        .put(id)
        .putLong(epoch)
        .array();
  }

  /** {@code frame}: with its length. */
  static byte[] entry(long client, byte[] frame) {
    return ByteBuffer.allocate(ENTRY_HEAD + frame.length).putLong(client).put(frame).array();
  }

  /**
   * Reads a message.
   *
   * @throws IllegalArgumentException if it is not one
   */
  static Letter of(byte[] body) {
    ByteBuffer in = ByteBuffer.wrap(body);
    try {
      byte[] id = bytes(in, MAX_ID);
      long epoch = in.getLong();
      List<Entry> entries = new ArrayList<>();
      while (in.hasRemaining()) {
        entries.add(new Entry(in.getLong(), bytes(in, Frames.MAX_LENGTH)));
      }
      return new Letter(new String(id, StandardCharsets.UTF_8), epoch, entries);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a message ends too early", e);
    }
  }

  private static byte[] bytes(ByteBuffer in, int max) {
    int length = in.getInt();
    if (length < 0 || length > Math.min(max, in.remaining())) {
      throw new IllegalArgumentException("there cannot be " + length + " bytes here");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
