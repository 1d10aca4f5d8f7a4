package dev.warren.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.warren.task.DeadReason;
import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.PostMortem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The note on a message in a dead queue, to text and back: one JSON object. {@code
 * docs/protocol.md} has the keys. Thread-safe.
 */
public final class PostMortemCodec {

  /** Notes are no longer than that, in bytes of UTF-8; the outcome is cut until it fits. */
  public static final int MAX_BYTES = 48 * 1024;

  /** What is null is not written. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Note(
      @JsonProperty(required = true) int v,
      @JsonProperty(required = true) String reason,
      @JsonProperty(required = true) String task,
      @JsonProperty(required = true) long id,
      @JsonProperty(required = true) String host,
      @JsonProperty(required = true) long pid,
      @JsonProperty(required = true) long at,
      @JsonProperty(required = true) String why,
      Failure failure,
      List<Death> deaths) {}

  private PostMortemCodec() {}

  /**
   * Writes a note.
   *
   * @param it what it should say
   * @return its text, at most {@value #MAX_BYTES} bytes
   */
  public static String write(PostMortem it) {
    for (Shortened each : Shortened.values()) {
      LineBuffer out = new LineBuffer();
      Json.write(note(it, each), out);
      if (out.size() <= MAX_BYTES) {
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
      }
    }
    throw new IllegalStateException("a note without an outcome is always short enough");
  }

  private static Note note(PostMortem it, Shortened how) {
    Outcome outcome = it.outcome().orElse(null);
    return new Note(
        BatchCodec.VERSION,
        it.reason().toString(),
        it.task(),
        it.taskId(),
        it.host(),
        it.pid(),
        it.at().toEpochMilli(),
        it.why(),
        outcome instanceof Outcome.Failed failed ? how.failure(failed.failure()) : null,
        outcome instanceof Outcome.WorkerDied died ? how.deaths(died.deaths()) : null);
  }

  /**
   * Reads a note.
   *
   * @param text what {@link #write} made
   * @return what it says
   * @throws MalformedMessageException if the text is anything else
   */
  public static PostMortem read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      Note note = Json.read(bytes, 0, bytes.length, Note.class);
      if (note == null || note.v() != BatchCodec.VERSION) {
        throw new MalformedMessageException(
            "a note of another format version than " + BatchCodec.VERSION);
      }
      return new PostMortem(
          DeadReason.parse(note.reason()),
          note.task(),
          note.id(),
          note.host(),
          note.pid(),
          Instant.ofEpochMilli(note.at()),
          note.why(),
          outcome(note));
    } catch (JacksonException e) {
      throw new MalformedMessageException("a note: " + Json.reason(e), e);
    } catch (NullPointerException | IllegalArgumentException e) {
      throw new MalformedMessageException("a note: " + e.getMessage(), e);
    }
  }

  private static Optional<Outcome> outcome(Note note) {
    if (note.failure() != null) {
      return Optional.of(new Outcome.Failed(note.id(), note.failure()));
    }
    if (note.deaths() != null) {
      return Optional.of(new Outcome.WorkerDied(note.id(), note.deaths()));
    }
    return DeadReason.parse(note.reason()) == DeadReason.REJECTED
        ? Optional.of(new Outcome.Rejected(note.id(), note.why()))
        : Optional.empty();
  }
}
