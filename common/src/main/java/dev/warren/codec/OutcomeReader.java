package dev.warren.codec;

import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Reads the messages that {@link OutcomeWriter} makes. Thread-safe. */
public final class OutcomeReader {

  private OutcomeReader() {}

  /**
   * Reads a message.
   *
   * @param bytes the message
   * @return its outcomes
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static OutcomeGroup read(byte[] bytes) {
    try {
      int end = BatchCodec.lineEnd(bytes, 0);
      OutcomeWriter.Header header = header(bytes, end);
      List<Outcome> outcomes = new ArrayList<>(Math.max(0, Math.min(header.count(), bytes.length)));
      int at = end + 1;
      while (at < bytes.length) {
        int lineEnd = BatchCodec.lineEnd(bytes, at);
        outcomes.add(line(bytes, at, lineEnd));
        at = lineEnd + 1;
      }
      if (outcomes.size() != header.count()) {
        throw new MalformedMessageException(
            outcomes.size() + " outcomes where the header announced " + header.count());
      }
      return new OutcomeGroup(
          header.batch(),
          header.host(),
          header.pid(),
          header.nanos(),
          bytes.length,
          Optional.ofNullable(header.startedAt()).map(Instant::ofEpochMilli),
          AttemptCodec.read(Part.read(header.history(), AttemptCodec.Json[].class)),
          outcomes);
    } catch (JacksonException e) {
      throw new MalformedMessageException("an outcome message: " + Json.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("an outcome message: " + e.getMessage(), e);
    }
  }

  private static OutcomeWriter.Header header(byte[] bytes, int end) {
    try {
      OutcomeWriter.Header header = read(bytes, 0, end, OutcomeWriter.Header.class);
      if (header.v() != BatchCodec.VERSION) {
        AnyHeader.check(bytes, end);
      }
      return header;
    } catch (JacksonException e) {
      AnyHeader.check(bytes, end);
      throw e;
    }
  }

  private static Outcome line(byte[] bytes, int from, int to) {
    int idEnd = space(bytes, from, to);
    int kindEnd = space(bytes, idEnd + 1, to);
    long id;
    try {
      id = Long.parseLong(text(bytes, from, idEnd));
    } catch (NumberFormatException e) {
      throw new MalformedMessageException("an outcome line does not begin with a task id", e);
    }
    String kind = text(bytes, idEnd + 1, kindEnd);
    int value = kindEnd + 1;
    return switch (kind) {
      case "ok" -> new Outcome.Succeeded(id, Arrays.copyOfRange(bytes, value, to));
      case "failed" -> new Outcome.Failed(id, read(bytes, value, to, Failure.class));
      case "died" -> new Outcome.WorkerDied(id, deaths(bytes, value, to));
      case "timedout" -> read(bytes, value, to, OutcomeWriter.TimedOut.class).of(id);
      case "rejected" -> new Outcome.Rejected(id, read(bytes, value, to, String.class));
      case "cancelled" -> new Outcome.Cancelled(id, read(bytes, value, to, Boolean.class));
      case "expired" -> {
        long at = read(bytes, value, to, Long.class);
        yield new Outcome.Expired(id, Instant.ofEpochMilli(at));
      }
      default -> throw new MalformedMessageException("no such kind of outcome: " + kind);
    };
  }

  private static List<Death> deaths(byte[] bytes, int from, int to) {
    List<Death> deaths = Arrays.asList(read(bytes, from, to, Death[].class));
    if (deaths.isEmpty() || deaths.contains(null)) {
      throw new MalformedMessageException("an outcome that says died, but not how");
    }
    return deaths;
  }

  private static <T> T read(byte[] bytes, int from, int to, Class<T> type) {
    T value = Json.read(bytes, from, to, type);
    if (value == null) {
      throw new MalformedMessageException("null in the place of a " + type.getSimpleName());
    }
    return value;
  }

  private static int space(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == ' ') {
        return at;
      }
    }
    throw new MalformedMessageException("an outcome line has too few parts");
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}
