package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.Permit;
import tools.jackson.core.JacksonException;

/**
 * Permits, to bytes and back: a line of JSON each. {@code docs/protocol.md} has the format.
 * Thread-safe.
 */
public final class PermitCodec {

  private record Line(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) long since,
      @JsonProperty(required = true) int index) {}

  private PermitCodec() {}

  /**
   * Encodes a permit.
   *
   * @param permit the permit
   * @return its bytes
   */
  public static byte[] encode(Permit permit) {
    LineBuffer out = new LineBuffer();
    Json.write(new Line(BatchCodec.VERSION, permit.since(), permit.index()), out);
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * Decodes a permit.
   *
   * @param bytes what {@link #encode} made
   * @return the permit
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static Permit decode(byte[] bytes) {
    try {
      Line line = Json.read(bytes, 0, BatchCodec.lineEnd(bytes, 0), Line.class);
      if (line == null || line.v() != BatchCodec.VERSION) {
        throw new MalformedMessageException(
            "a permit of another format version than " + BatchCodec.VERSION);
      }
      return new Permit(line.since(), line.index());
    } catch (JacksonException e) {
      throw new MalformedMessageException("a permit: " + Json.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("a permit: " + e.getMessage(), e);
    }
  }
}
