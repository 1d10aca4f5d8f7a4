package dev.warren.cli;

import dev.warren.codec.JsonText;
import dev.warren.codec.ValueCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Writes an outcome a line: {@code {"line":1,"ok":49}} or {@code
 * {"line":3,"error":{"type":"...","message":"..."}}}. What is written reaches its reader after a
 * moment at the latest, and only in whole lines. Thread-safe.
 */
final class OutcomeLines implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final long FLUSH_MILLIS = 200;
  private static final byte[] LINE = ascii("{\"line\":");
  private static final byte[] OK = ascii(",\"ok\":");
  private static final byte[] ERROR_TYPE = ascii(",\"error\":{\"type\":");
  private static final byte[] MESSAGE = ascii(",\"message\":");
  private static final byte[] RECORD = ascii(",\"record\":");
  private static final byte[] END = ascii("}\n");
  private static final byte[] ERROR_END = ascii("}}\n");

  private final OutputStream out;
  private final ValueCodec strings = ValueCodec.of(String.class);
  private final ScheduledExecutorService flusher =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "warren-flush");
            thread.setDaemon(true);
            return thread;
          });
  private final Future<?> flushes;
  private byte[] buffer = new byte[2 * BUFFER];
  private int length;
  private IOException failure;

  OutcomeLines(OutputStream out) {
    this.out = out;
    flushes =
        flusher.scheduleWithFixedDelay(
            this::flushQuietly, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
  }

  synchronized void succeeded(long line, JsonText value) throws IOException {
    begin(line);
    put(OK);
    put(value.text().getBytes(StandardCharsets.UTF_8));
    put(END);
    end();
  }

  synchronized void failed(long line, TaskFailure reason) throws IOException {
    failed(line, reason, Optional.empty());
  }

  /** A failure of which more is known: {@code "record"} stands beside its message. */
  synchronized void failed(long line, TaskFailure reason, Optional<JsonText> record)
      throws IOException {
    begin(line);
    put(ERROR_TYPE);
    put(string(reason.type()));
    put(MESSAGE);
    put(string(reason.message()));
    if (record.isPresent()) {
      put(RECORD);
      put(record.get().text().getBytes(StandardCharsets.UTF_8));
    }
    put(ERROR_END);
    end();
  }

  private void begin(long line) {
    put(LINE);
    put(ascii(Long.toString(line)));
  }

  private void put(byte[] bytes) {
    if (length + bytes.length > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(length + bytes.length, 2 * buffer.length));
    }
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void end() throws IOException {
    if (length >= BUFFER) {
      flush();
    }
  }

  private byte[] string(String text) {
    // Half of a surrogate pair cannot be written: it becomes a question mark.
    return strings.write(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  synchronized void flush() throws IOException {
    if (failure != null) {
      // A new one: the same exception from a body and from its close() would be an error itself.
      throw new IOException(failure.getMessage(), failure);
    }
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    } finally {
      length = 0;
    }
  }

  private void flushQuietly() {
    try {
      flush();
    } catch (IOException e) {
      // Kept for whoever writes next.
    }
  }

  /** Writes what is left; the stream stays open. */
  @Override
  public void close() throws IOException {
    flushes.cancel(false);
    flusher.shutdown();
    flush();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
