package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;

/**
 * Markers, to bytes and back. A producer publishes one to a task queue to learn when all that it
 * has published there before has come out. {@code docs/protocol.md} has the format. Thread-safe.
 */
public final class MarkerCodec {

  /** What tells these messages from batches. */
  private static final byte[] MARK = "marker ".getBytes(StandardCharsets.US_ASCII);

  private record Line(
      @JsonProperty(required = true) int v, @JsonProperty(required = true) long number) {}

  private MarkerCodec() {}

  /**
   * Encodes a marker.
   *
   * @param number tells the markers of one producer apart
   * @return its bytes
   */
  public static byte[] encode(long number) {
    LineBuffer out = new LineBuffer();
    out.write(MARK, 0, MARK.length);
    Json.write(new Line(BatchCodec.VERSION, number), out);
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * Whether a message is a marker rather than a batch.
   *
   * @param bytes a message on a task queue
   * @return whether {@link #decode} is for it
   */
  public static boolean isMarker(byte[] bytes) {
    return bytes.length > MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
  }

  /**
   * Decodes a marker.
   *
   * @param bytes what {@link #encode} made
   * @return its number
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static long decode(byte[] bytes) {
    if (!isMarker(bytes)) {
      throw new MalformedMessageException("a marker does not begin as one");
    }
    try {
      Line line = Json.read(bytes, MARK.length, BatchCodec.lineEnd(bytes, 0), Line.class);
      if (line == null || line.v() != BatchCodec.VERSION) {
        throw new MalformedMessageException(
            "a marker of another format version than " + BatchCodec.VERSION);
      }
      return line.number();
    } catch (JacksonException e) {
      throw new MalformedMessageException("a marker: " + Json.reason(e), e);
    }
  }
}
