package dev.warren.sync.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/**
 * What became of a request.
 *
 * @param number the request's; {@link #TO_ALL} for every request of the client that has no answer
 * @param status how it ended
 * @param values what was asked for
 */
public record Answer(long number, Status status, List<byte[]> values) {

  /** The number of an answer to every request that is open. */
  public static final long TO_ALL = -1;

  /**
   * The end of every request that is open.
   *
   * @param status why
   * @return the answer
   */
  public static Answer toAll(Status status) {
    return new Answer(TO_ALL, status, List.of());
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
          out.writeByte(status.code());
          out.writeLong(number);
        });
  }

  /**
   * Reads one.
   *
   * @param frame a frame, without its length
   * @return the answer
   * @throws IllegalArgumentException if it is not one
   */
  public static Answer of(byte[] frame) {
    return Frames.read(frame, Answer::read);
  }

  private static Answer read(DataInputStream in) throws IOException {
    Status status = Status.of(in.readByte());
    return new Answer(in.readLong(), status, Frames.readValues(in));
  }
}
