package dev.warren.sync.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Something that a client asks of a shared object.
 *
 * @param op what
 * @param number tells a client's requests apart; {@link #NO_ANSWER} if none is wanted
 * @param thread the thread that asks
 * @param object which object
 * @param timeout how long the request may wait, in nanoseconds; {@link #FOR_EVER} for no limit
 * @param values what belongs to it
 */
public record Request(
    Op op, long number, long thread, long object, long timeout, List<byte[]> values) {

  /** The number of requests that want no answer. */
  public static final long NO_ANSWER = 0;

  /** The timeout of requests that wait without one. */
  public static final long FOR_EVER = -1;

  /**
   * A client's farewell.
   *
   * @return the request
   */
  public static Request leave() {
    return new Request(Op.LEAVE, NO_ANSWER, 0, 0, 0, List.of());
  }

  /**
   * Writes it.
   *
   * @return a frame
   */
  public byte[] toFrame() {
    return Frames.frame(
        values,
        out -> {
          out.writeByte(op.code());
          out.writeLong(number);
          out.writeLong(thread);
          out.writeLong(object);
          out.writeLong(timeout);
        });
  }

  /**
   * Reads one.
   *
   * @param frame a frame, without its length
   * @return the request
   * @throws IllegalArgumentException if it is not one
   */
  public static Request of(byte[] frame) {
    return Frames.read(frame, Request::read);
  }

  /**
   * The number of a request that cannot be read.
   *
   * @param frame a frame, without its length
   * @return the number that its place has; {@link #NO_ANSWER} if the frame is too short for one
   */
  public static long numberOf(byte[] frame) {
    return frame.length < 1 + Long.BYTES ? NO_ANSWER : ByteBuffer.wrap(frame).getLong(1);
  }

  private static Request read(DataInputStream in) throws IOException {
    return new Request(
        Op.of(in.readByte()),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        Frames.readValues(in));
  }
}
