package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import tools.jackson.core.JacksonException;

/**
 * A part of a jar as it travels: a line of JSON that says which, and the bytes. {@code
 * docs/protocol.md} has the format.
 *
 * @param part which part, from 0; as many as there are for the end
 * @param of how many there are
 * @param bytes its content
 */
public record CodePart(int part, int of, byte[] bytes) {

  /** How many bytes are in a part, but for the last one. */
  public static final int SIZE = 1024 * 1024;

  /** Parts of one jar: no jar is larger than a gibibyte. */
  public static final int MOST = 1024;

  private record Line(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) int part,
      @JsonProperty(required = true) int of) {}

  /** Checks that it is one of so many, or the end, which has no bytes. */
  public CodePart {
    if (of < 1 || of > MOST || part < 0 || part > of || (part == of && bytes.length > 0)) {
      throw new IllegalArgumentException("part " + part + " of " + of);
    }
  }

  /**
   * What follows the last part, and says that whoever has put them there had the jar of that name.
   *
   * @param of how many parts there are
   * @return the end
   */
  public static CodePart end(int of) {
    return new CodePart(of, of, new byte[0]);
  }

  /**
   * Whether it is the end, and no part.
   *
   * @return true for {@link #end}
   */
  public boolean isEnd() {
    return part == of;
  }

  /**
   * Encodes the part.
   *
   * @return its bytes as they travel
   */
  public byte[] encode() {
    LineBuffer out = new LineBuffer();
    Json.write(new Line(BatchCodec.VERSION, part, of), out);
    out.write('\n');
    out.write(bytes, 0, bytes.length);
    return out.toByteArray();
  }

  /**
   * Decodes a part.
   *
   * @param message what {@link #encode} made
   * @return the part
   * @throws MalformedMessageException if it is anything else
   */
  public static CodePart decode(byte[] message) {
    int end = BatchCodec.lineEnd(message, 0);
    try {
      Line line = Json.read(message, 0, end, Line.class);
      if (line == null || line.v() != BatchCodec.VERSION) {
        throw new MalformedMessageException(
            "a part of code of another format version than " + BatchCodec.VERSION);
      }
      return new CodePart(
          line.part(), line.of(), Arrays.copyOfRange(message, end + 1, message.length));
    } catch (JacksonException e) {
      throw new MalformedMessageException("a part of code: " + Json.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("a part of code: " + e.getMessage(), e);
    }
  }
}
