package dev.warren.codec;

import dev.warren.task.TaskEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;

/** Reads the messages that {@link LiveWriter} makes. Thread-safe. */
public final class LiveReader {

  private LiveReader() {}

  /**
   * Whether a message tells what happens while tasks run, rather than outcomes.
   *
   * @param bytes a message to a producer
   * @return whether {@link #read} is for it
   */
  public static boolean isLive(byte[] bytes) {
    int mark = LiveWriter.MARK.length;
    return bytes.length > mark && Arrays.equals(bytes, 0, mark, LiveWriter.MARK, 0, mark);
  }

  /**
   * Reads a message.
   *
   * @param bytes the message
   * @return its events
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static LiveGroup read(byte[] bytes) {
    if (!isLive(bytes)) {
      throw new MalformedMessageException("a message of events does not begin as one");
    }
    int end = BatchCodec.lineEnd(bytes, 0);
    LiveWriter.Header header = value(bytes, LiveWriter.MARK.length, end, LiveWriter.Header.class);
    if (header.v() != BatchCodec.VERSION) {
      throw new MalformedMessageException(
          "format version " + header.v() + ", but this Warren speaks " + BatchCodec.VERSION);
    }
    List<TaskEvent> events = new ArrayList<>();
    int at = end + 1;
    while (at < bytes.length) {
      int lineEnd = BatchCodec.lineEnd(bytes, at);
      events.add(line(bytes, at, lineEnd));
      at = lineEnd + 1;
    }
    if (events.size() != header.count()) {
      throw new MalformedMessageException(
          events.size() + " events where the header announced " + header.count());
    }
    return new LiveGroup(header.batch(), header.host(), header.pid(), bytes.length, events);
  }

  /**
   * Reads one event.
   *
   * @param bytes holds what {@link LiveWriter#line} made
   * @param from where it begins
   * @param to where it ends
   * @return the event
   * @throws MalformedMessageException if the bytes are anything else
   */
  public static TaskEvent line(byte[] bytes, int from, int to) {
    int idEnd = space(bytes, from, to);
    int kindEnd = space(bytes, idEnd + 1, to);
    long id = id(text(bytes, from, idEnd));
    String kind = text(bytes, idEnd + 1, kindEnd);
    int at = kindEnd + 1;
    return switch (kind) {
      case "running" -> new TaskEvent.Running(id, value(bytes, at, to, Integer.class));
      case "out" -> new TaskEvent.Printed(id, false, value(bytes, at, to, String.class));
      case "err" -> new TaskEvent.Printed(id, true, value(bytes, at, to, String.class));
      case "progress" -> progress(id, value(bytes, at, to, LiveWriter.Progress.class));
      case "due" -> new TaskEvent.Due(value(bytes, at, to, Long.class));
      case "retrying" -> retrying(id, value(bytes, at, to, LiveWriter.Retrying.class));
      case "holding" -> new TaskEvent.Holding(ids(value(bytes, at, to, long[].class)));
      case "passed" -> new TaskEvent.Passed(value(bytes, at, to, Long.class));
      case "dropped" -> new TaskEvent.Dropped(value(bytes, at, to, Long.class));
      default -> throw new MalformedMessageException("no such kind of event: " + kind);
    };
  }

  private static TaskEvent progress(long id, LiveWriter.Progress it) {
    try {
      return new TaskEvent.Progress(id, it.attempt(), it.done(), it.total(), it.message());
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("a progress report: " + e.getMessage(), e);
    }
  }

  private static TaskEvent retrying(long id, LiveWriter.Retrying it) {
    try {
      return new TaskEvent.Retrying(
          id, Instant.ofEpochMilli(it.due()), AttemptCodec.read(it.ended()));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("a retry: " + e.getMessage(), e);
    }
  }

  private static List<Long> ids(long[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static long id(String text) {
    if (text.equals(LiveWriter.NO_TASK)) {
      return TaskEvent.NO_TASK;
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new MalformedMessageException("an event does not begin with a task id or a dash", e);
    }
  }

  private static <T> T value(byte[] bytes, int from, int to, Class<T> type) {
    try {
      T value = Json.read(bytes, from, to, type);
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      throw new MalformedMessageException("a message of events: " + Json.reason(e), e);
    }
    throw new MalformedMessageException("null in the place of a " + type.getSimpleName());
  }

  private static int space(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == ' ') {
        return at;
      }
    }
    throw new MalformedMessageException("an event has too few parts");
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }
}
