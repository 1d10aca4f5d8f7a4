package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.Batch;
import dev.warren.task.JobId;
import dev.warren.task.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Tickets of jobs, to bytes and back: a line that says so, and behind it the calls that have not
 * had their turn, as a batch. {@code docs/protocol.md} has the format. Thread-safe.
 */
public final class TicketCodec {

  /** What tells these messages from batches. */
  private static final byte[] MARK = "ticket ".getBytes(StandardCharsets.US_ASCII);

  private record Line(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) String job,
      @JsonProperty(required = true) int priority,
      @JsonProperty(required = true) long nanos,
      @JsonProperty(required = true) boolean empty) {}

  private TicketCodec() {}

  /**
   * Encodes a ticket.
   *
   * @param ticket the ticket
   * @return its bytes
   */
  public static byte[] encode(Ticket ticket) {
    LineBuffer out = new LineBuffer();
    out.write(MARK, 0, MARK.length);
    Line line =
        new Line(
            BatchCodec.VERSION,
            ticket.job().toString(),
            ticket.priority(),
            ticket.perCall().toNanos(),
            ticket.empty());
    Json.write(line, out);
    out.write('\n');
    ticket.rest().map(BatchCodec::encode).ifPresent(rest -> out.write(rest, 0, rest.length));
    return out.toByteArray();
  }

  /**
   * Whether a message is a ticket rather than a batch.
   *
   * @param bytes a message on a task queue
   * @return whether {@link #decode} is for it
   */
  public static boolean isTicket(byte[] bytes) {
    return bytes.length > MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
  }

  /**
   * Decodes a ticket.
   *
   * @param bytes what {@link #encode} made
   * @return the ticket
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static Ticket decode(byte[] bytes) {
    if (!isTicket(bytes)) {
      throw new MalformedMessageException("a ticket does not begin as one");
    }
    int end = BatchCodec.lineEnd(bytes, 0);
    try {
      Line line = Json.read(bytes, MARK.length, end, Line.class);
      if (line == null || line.v() != BatchCodec.VERSION || line.nanos() < 0) {
        throw new MalformedMessageException(
            "a ticket of another format version than " + BatchCodec.VERSION);
      }
      Optional<Batch> rest =
          end + 1 == bytes.length
              ? Optional.empty()
              : Optional.of(BatchCodec.decode(Arrays.copyOfRange(bytes, end + 1, bytes.length)));
      return new Ticket(
          JobId.parse(line.job()),
          line.priority(),
          Duration.ofNanos(line.nanos()),
          line.empty(),
          rest);
    } catch (JacksonException e) {
      throw new MalformedMessageException("a ticket: " + Json.reason(e), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new MalformedMessageException("a ticket: " + e.getMessage(), e);
    }
  }
}
