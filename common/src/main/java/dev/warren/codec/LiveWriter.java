package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.TaskEvent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Collects what happens while tasks run into a message: a header line, then a line for each event.
 * {@code docs/protocol.md} has the format. Not thread-safe.
 */
public final class LiveWriter {

  /** What tells these messages from outcomes. */
  static final byte[] MARK = "live ".getBytes(StandardCharsets.US_ASCII);

  /** Stands for a task's id where there is none. */
  static final String NO_TASK = "-";

  record Header(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) long batch,
      @JsonProperty(required = true) String host,
      @JsonProperty(required = true) long pid,
      @JsonProperty(required = true) int count) {

    Header {
      Objects.requireNonNull(host, "host");
    }
  }

  record Progress(
      @JsonProperty(required = true) int attempt,
      @JsonProperty(required = true) long done,
      @JsonProperty(required = true) long total,
      @JsonProperty(required = true) String message) {

    Progress {
      Objects.requireNonNull(message, "message");
    }
  }

  record Retrying(
      @JsonProperty(required = true) int attempt,
      @JsonProperty(required = true) long due,
      @JsonProperty(required = true) AttemptCodec.Json ended) {}

  private final LineBuffer lines = new LineBuffer();

  /**
   * Adds an event.
   *
   * @param event the event
   */
  public void add(TaskEvent event) {
    write(event, lines);
    lines.endLine();
  }

  /**
   * Encodes one event by itself, without a header.
   *
   * @param event the event
   * @return its line, without an end
   */
  public static byte[] line(TaskEvent event) {
    LineBuffer out = new LineBuffer();
    write(event, out);
    return out.toByteArray();
  }

  private static void write(TaskEvent event, LineBuffer out) {
    if (event.id() == TaskEvent.NO_TASK) {
      text(NO_TASK, out);
    } else {
      out.writeNumber(event.id());
    }
    if (event instanceof TaskEvent.Running it) {
      text(" running ", out);
      Json.write(it.attempt(), out);
    } else if (event instanceof TaskEvent.Printed it) {
      text(it.error() ? " err " : " out ", out);
      Json.write(whole(it.text()), out);
    } else if (event instanceof TaskEvent.Progress it) {
      text(" progress ", out);
      Json.write(new Progress(it.attempt(), it.done(), it.total(), whole(it.message())), out);
    } else if (event instanceof TaskEvent.Due it) {
      text(" due ", out);
      Json.write(it.millis(), out);
    } else if (event instanceof TaskEvent.Retrying it) {
      text(" retrying ", out);
      AttemptCodec.Json ended = AttemptCodec.write(it.ended());
      Json.write(new Retrying(it.attempt(), it.due().toEpochMilli(), ended), out);
    } else if (event instanceof TaskEvent.Holding it) {
      text(" holding ", out);
      Json.write(it.batches(), out);
    } else if (event instanceof TaskEvent.Passed it) {
      text(" passed ", out);
      Json.write(it.marker(), out);
    } else if (event instanceof TaskEvent.Dropped it) {
      text(" dropped ", out);
      Json.write(it.lines(), out);
    }
  }

  /** Half of a surrogate pair cannot be written: it becomes a question mark. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static void text(String ascii, LineBuffer out) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    out.write(bytes, 0, bytes.length);
  }

  /**
   * How many events wait to be sent.
   *
   * @return the number of events
   */
  public int count() {
    return lines.lines();
  }

  /**
   * How large the message has become.
   *
   * @return the size in bytes, without its header
   */
  public int size() {
    return lines.size();
  }

  /**
   * Makes the message and empties the writer.
   *
   * @param batch the batch whose tasks the events are about
   * @param host the worker host's name
   * @param pid the worker process; 0 for the host itself
   * @return the message
   */
  public byte[] take(long batch, String host, long pid) {
    LineBuffer out = new LineBuffer();
    out.write(MARK, 0, MARK.length);
    Json.write(new Header(BatchCodec.VERSION, batch, host, pid, lines.lines()), out);
    out.write('\n');
    lines.writeTo(out);
    lines.reset();
    return out.toByteArray();
  }
}
