package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.Batch;
import dev.warren.task.Code;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A batch to bytes and back: a header line of JSON, a line with the captured values if there are
 * any, and a line for each call. {@code docs/protocol.md} has the format. Thread-safe.
 */
public final class BatchCodec {

  /** The version of the format. */
  public static final int VERSION = 3;

  private static final int MAX_DIGITS = 18;

  /** What is null is not written: the default. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Header(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) long batch,
      @JsonProperty(required = true) String task,
      @JsonProperty(required = true) int count,
      @JsonProperty(required = true) boolean captured,
      @JsonProperty(required = true) boolean live,
      JsonNode policy,
      JsonNode limits,
      JsonNode history,
      Long due,
      Long expires,
      List<String> code) {

    Terms terms() {
      return Terms.ofDefaults()
          .withPolicy(RetryPolicyCodec.read(Part.read(policy, RetryPolicyCodec.Json.class)))
          .withLimits(LimitsCodec.read(Part.read(limits, LimitsCodec.Json.class)))
          .withLive(live)
          .withHistory(AttemptCodec.read(Part.read(history, AttemptCodec.Json[].class)))
          .withSchedule(ScheduleCodec.read(due, expires))
          .withCode(code == null ? Code.NONE : new Code(code));
    }
  }

  private BatchCodec() {}

  /**
   * Encodes a batch.
   *
   * @param batch the batch
   * @return its bytes
   */
  public static byte[] encode(Batch batch) {
    LineBuffer out = new LineBuffer();
    boolean captured = batch.captured().length > 0;
    Terms terms = batch.terms();
    Header header =
        new Header(
            VERSION,
            batch.id(),
            batch.task().toString(),
            batch.size(),
            captured,
            terms.live(),
            Part.of(RetryPolicyCodec.write(terms.policy())),
            Part.of(LimitsCodec.write(terms.limits())),
            Part.of(AttemptCodec.write(terms.history())),
            ScheduleCodec.write(terms.schedule().due()),
            ScheduleCodec.write(terms.schedule().expires()),
            terms.code().isEmpty() ? null : terms.code().jars());
    Json.write(header, out);
    out.write('\n');
    if (captured) {
      out.write(batch.captured(), 0, batch.captured().length);
      out.write('\n');
    }
    int from = batch.start(0);
    out.write(batch.text(), from, batch.end(batch.size() - 1) - from);
    return out.toByteArray();
  }

  /**
   * Decodes a batch. The result shares the given array.
   *
   * @param bytes what {@link #encode} made, possibly by another language's hand
   * @return the batch
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static Batch decode(byte[] bytes) {
    int headerEnd = lineEnd(bytes, 0);
    Header header = header(bytes, headerEnd);
    int at = headerEnd + 1;
    byte[] captured = {};
    if (header.captured()) {
      int end = lineEnd(bytes, at);
      captured = Arrays.copyOfRange(bytes, at, end);
      at = end + 1;
    }
    if (header.count() < 1 || header.count() > bytes.length) {
      throw new MalformedMessageException("a batch of " + header.count() + " calls");
    }
    int[] starts = new int[header.count() + 1];
    for (int line = 0; line < header.count(); line++) {
      starts[line] = at;
      checkId(bytes, at);
      at = lineEnd(bytes, at) + 1;
    }
    starts[header.count()] = at;
    if (at != bytes.length) {
      throw new MalformedMessageException("more lines than the " + header.count() + " announced");
    }
    try {
      return new Batch(
          header.batch(), TaskName.parse(header.task()), header.terms(), captured, bytes, starts);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("in the header: " + e.getMessage(), e);
    } catch (JacksonException e) {
      throw new MalformedMessageException("in the header: " + Json.reason(e), e);
    }
  }

  private static Header header(byte[] bytes, int end) {
    Header header;
    try {
      header = Json.read(bytes, 0, end, Header.class);
    } catch (JacksonException e) {
      AnyHeader.check(bytes, end);
      throw new MalformedMessageException("the header line: " + Json.reason(e), e);
    }
    if (header != null && header.v() != VERSION) {
      AnyHeader.check(bytes, end);
    }
    if (header == null || header.task() == null) {
      throw new MalformedMessageException("no task name in the header line");
    }
    return header;
  }

  private static void checkId(byte[] bytes, int at) {
    int digit = at;
    while (digit < bytes.length && bytes[digit] >= '0' && bytes[digit] <= '9') {
      digit++;
    }
    int digits = digit - at;
    if (digits < 1 || digits > MAX_DIGITS || digit >= bytes.length || bytes[digit] != ' ') {
      throw new MalformedMessageException("a call line does not begin with a task id and a space");
    }
  }

  static int lineEnd(byte[] bytes, int from) {
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    throw new MalformedMessageException("the message ends inside a line");
  }
}
