package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.HostOrder;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;

/**
 * A producer's orders to a worker host, to bytes and back: one line of JSON. {@code
 * docs/protocol.md} has the format. Thread-safe.
 */
public final class HostOrderCodec {

  /** What is null is not written: nothing. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) List<Long> kill,
      @JsonProperty(required = true) List<Long> skip,
      @JsonProperty(required = true) long credit,
      List<Long> begin,
      List<Long> drop) {

    Line {
      Objects.requireNonNull(kill, "kill");
      Objects.requireNonNull(skip, "skip");
    }
  }

  private HostOrderCodec() {}

  /**
   * Encodes an order.
   *
   * @param order the order
   * @return its bytes
   */
  public static byte[] encode(HostOrder order) {
    LineBuffer out = new LineBuffer();
    Line line =
        new Line(
            BatchCodec.VERSION,
            order.kill(),
            order.skip(),
            order.credit(),
            orNull(order.begin()),
            orNull(order.drop()));
    Json.write(line, out);
    out.write('\n');
    return out.toByteArray();
  }

  private static List<Long> orNull(List<Long> batches) {
    return batches.isEmpty() ? null : batches;
  }

  private static List<Long> orEmpty(List<Long> batches) {
    return batches == null ? List.of() : batches;
  }

  /**
   * Decodes an order.
   *
   * @param bytes what {@link #encode} made
   * @return the order
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static HostOrder decode(byte[] bytes) {
    try {
      Line line = Json.read(bytes, 0, BatchCodec.lineEnd(bytes, 0), Line.class);
      if (line == null || line.v() != BatchCodec.VERSION) {
        throw new MalformedMessageException(
            "an order of another format version than " + BatchCodec.VERSION);
      }
      return new HostOrder(
          line.kill(), line.skip(), line.credit(), orEmpty(line.begin()), orEmpty(line.drop()));
    } catch (JacksonException e) {
      throw new MalformedMessageException("an order: " + Json.reason(e), e);
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new MalformedMessageException("an order: " + e.getMessage(), e);
    }
  }
}
