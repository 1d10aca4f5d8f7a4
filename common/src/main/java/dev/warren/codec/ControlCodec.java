package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.ControlAnswer;
import dev.warren.task.ControlOrder;
import dev.warren.task.HostReport;
import dev.warren.task.HostState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Orders of operators to worker hosts, and their answers, to bytes and back: a line of JSON each,
 * that of an order behind a word by which hosts know it. {@code docs/protocol.md} has the format.
 * Thread-safe.
 */
public final class ControlCodec {

  private static final byte[] MARK = "control ".getBytes(StandardCharsets.US_ASCII);

  /** What is null is not written: what that action does not have. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record OrderLine(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String to,
      @JsonProperty(required = true) ControlOrder.Action action,
      Integer slots) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record AnswerLine(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) String order,
      String refusal,
      ReportPart report) {}

  private record ReportPart(
      @JsonProperty(required = true) HostState state,
      @JsonProperty(required = true) long since,
      @JsonProperty(required = true) String reason,
      @JsonProperty(required = true) int slots,
      @JsonProperty(required = true) int busy,
      @JsonProperty(required = true) long done,
      @JsonProperty(required = true) long failures,
      @JsonProperty(required = true) long memory,
      @JsonProperty(required = true) long uptime) {

    static ReportPart of(HostReport it) {
      return new ReportPart(
          it.state(),
          it.since().toEpochMilli(),
          it.reason(),
          it.slots(),
          it.busy(),
          it.tasksDone(),
          it.failures(),
          it.memory(),
          it.uptime().toMillis());
    }

    HostReport report() {
      return new HostReport(
          state,
          Instant.ofEpochMilli(since),
          reason,
          slots,
          busy,
          done,
          failures,
          memory,
          Duration.ofMillis(uptime));
    }
  }

  private ControlCodec() {}

  /**
   * Encodes an order.
   *
   * @param order the order
   * @return its bytes
   */
  public static byte[] encode(ControlOrder order) {
    LineBuffer out = new LineBuffer();
    out.write(MARK, 0, MARK.length);
    Integer slots = order.action() == ControlOrder.Action.SCALE ? order.slots() : null;
    OrderLine line =
        new OrderLine(BatchCodec.VERSION, order.id(), order.to(), order.action(), slots);
    Json.write(line, out);
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * Whether a message is an operator's rather than a producer's.
   *
   * @param bytes a message on the control queue of a host
   * @return whether {@link #decodeOrder} is for it
   */
  public static boolean isOrder(byte[] bytes) {
    return bytes.length > MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
  }

  /**
   * Decodes an order.
   *
   * @param bytes what {@link #encode(ControlOrder)} made
   * @return the order
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static ControlOrder decodeOrder(byte[] bytes) {
    if (!isOrder(bytes)) {
      throw new MalformedMessageException("an operator's order does not begin as one");
    }
    try {
      int end = BatchCodec.lineEnd(bytes, 0);
      OrderLine line = Json.read(bytes, MARK.length, end, OrderLine.class);
      checkVersion(line == null ? 0 : line.v(), "an operator's order");
      return new ControlOrder(
          line.id(), line.to(), line.action(), line.slots() == null ? 0 : line.slots());
    } catch (JacksonException e) {
      throw new MalformedMessageException("an operator's order: " + Json.reason(e), e);
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new MalformedMessageException("an operator's order: " + e.getMessage(), e);
    }
  }

  /**
   * Encodes an answer.
   *
   * @param answer the answer
   * @return its bytes
   */
  public static byte[] encode(ControlAnswer answer) {
    LineBuffer out = new LineBuffer();
    AnswerLine line =
        new AnswerLine(
            BatchCodec.VERSION,
            answer.order(),
            answer.refusal().isEmpty() ? null : answer.refusal(),
            answer.report().map(ReportPart::of).orElse(null));
    Json.write(line, out);
    out.write('\n');
    return out.toByteArray();
  }

  /**
   * Decodes an answer.
   *
   * @param bytes what {@link #encode(ControlAnswer)} made
   * @return the answer
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static ControlAnswer decodeAnswer(byte[] bytes) {
    try {
      AnswerLine line = Json.read(bytes, 0, BatchCodec.lineEnd(bytes, 0), AnswerLine.class);
      checkVersion(line == null ? 0 : line.v(), "the answer of a host");
      return new ControlAnswer(
          line.order(),
          line.refusal() == null ? "" : line.refusal(),
          Optional.ofNullable(line.report()).map(ReportPart::report));
    } catch (JacksonException e) {
      throw new MalformedMessageException("the answer of a host: " + Json.reason(e), e);
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new MalformedMessageException("the answer of a host: " + e.getMessage(), e);
    }
  }

  private static void checkVersion(int version, String what) {
    if (version != BatchCodec.VERSION) {
      throw new MalformedMessageException(
          what + " of another format version than " + BatchCodec.VERSION);
    }
  }
}
