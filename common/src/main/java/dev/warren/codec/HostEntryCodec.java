package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.HostEntry;
import java.time.Instant;
import tools.jackson.core.JacksonException;

/**
 * Entries of the register of hosts, to bytes and back: a line of JSON each. {@code
 * docs/protocol.md} has the format. Thread-safe.
 */
public final class HostEntryCodec {

  /** What is longer is no entry: a host writes less, and readers keep all of it. */
  static final int MAX_BYTES = 4 * 1024;

  private record Line(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) long at,
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) long pid,
      @JsonProperty(required = true) String version,
      @JsonProperty(required = true) String queue,
      @JsonProperty(required = true) String control,
      @JsonProperty(required = true) boolean left) {}

  private HostEntryCodec() {}

  /**
   * Encodes an entry.
   *
   * @param entry the entry
   * @return its bytes
   */
  public static byte[] encode(HostEntry entry) {
    LineBuffer out = new LineBuffer();
    Line line =
        new Line(
            BatchCodec.VERSION,
            entry.at().toEpochMilli(),
            entry.id(),
            entry.name(),
            entry.pid(),
            entry.version(),
            entry.queue(),
            entry.control(),
            entry.left());
    Json.write(line, out);
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * Decodes an entry.
   *
   * @param bytes what {@link #encode} made
   * @return the entry
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static HostEntry decode(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedMessageException(
          "an entry of a host has at most " + MAX_BYTES + " bytes, not " + bytes.length);
    }
    try {
      Line line = Json.read(bytes, 0, BatchCodec.lineEnd(bytes, 0), Line.class);
      if (line == null || line.v() != BatchCodec.VERSION) {
        throw new MalformedMessageException(
            "an entry of a host of another format version than " + BatchCodec.VERSION);
      }
      return new HostEntry(
          line.id(),
          Instant.ofEpochMilli(line.at()),
          line.name(),
          line.pid(),
          line.version(),
          line.queue(),
          line.control(),
          line.left());
    } catch (JacksonException e) {
      throw new MalformedMessageException("an entry of a host: " + Json.reason(e), e);
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new MalformedMessageException("an entry of a host: " + e.getMessage(), e);
    }
  }
}
