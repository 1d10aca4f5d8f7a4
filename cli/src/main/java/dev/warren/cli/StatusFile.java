package dev.warren.cli;

import dev.warren.codec.JsonObject;
import dev.warren.task.HostState;
import dev.warren.worker.HostStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes how a worker host is into a file, again and again, so that a health check takes neither a
 * JVM nor a port. Who reads it sees all of a line or the one before it, and by its time whether
 * anybody still writes.
 */
final class StatusFile implements AutoCloseable {

  /** How soon a change is written. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** How soon the same is written again. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  private final Path file;
  private final Path draft;
  private final Supplier<HostStatus> host;
  private final InstantSource clock;
  private final Consumer<String> trouble;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "warren-status-file");
            thread.setDaemon(true);
            return thread;
          });
  private HostState written;
  private Instant writtenAt = Instant.MIN;
  private boolean failed;
  private boolean closed;

  StatusFile(Path file, Supplier<HostStatus> host, InstantSource clock, Consumer<String> trouble) {
    this.file = file;
    this.draft = file.resolveSibling(file.getFileName() + ".new");
    this.host = host;
    this.clock = clock;
    this.trouble = trouble;
  }

  /** Writes the first line, and from then on every few seconds and at each change. */
  static StatusFile open(Path file, Supplier<HostStatus> host, Consumer<String> trouble) {
    StatusFile opened = new StatusFile(file, host, InstantSource.system(), trouble);
    try {
      opened.write(host.get());
    } catch (IOException e) {
      throw CommandException.environment("cannot write " + IoText.of(e), e);
    }
    var unused =
        opened.looker.scheduleWithFixedDelay(
            opened::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    return opened;
  }

  /** Writes if there is something new, or the last line has become old. */
  synchronized void look() {
    if (closed) {
      return; // It had waited for whoever closed it.
    }
    HostStatus now = host.get();
    Instant at = clock.instant();
    // A clock that was set back must not hold up what is read by it.
    if (now.state() == written && at.isBefore(writtenAt.plus(PERIOD)) && !at.isBefore(writtenAt)) {
      return;
    }
    try {
      write(now);
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        trouble.accept("cannot write " + IoText.of(e));
      }
      failed = true;
    }
  }

  private synchronized void write(HostStatus now) throws IOException {
    Instant at = clock.instant();
    Files.writeString(draft, line(now, at));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    written = now.state();
    writtenAt = at;
  }

  /** Times are in seconds since 1970, which a shell can compare. */
  static String line(HostStatus status, Instant at) {
    return new JsonObject()
            .put("state", status.state().name().toLowerCase(Locale.ROOT))
            .put("reason", status.reason())
            .put("since", status.since().getEpochSecond())
            .put("written", at.getEpochSecond())
            .put("slots", status.slots())
            .put("busySlots", status.busySlots())
            .put("tasksDone", status.tasksDone())
            .put("failures", status.failures())
        + "\n";
  }

  /** The host has ended: no file, or it would be taken for one that hangs. */
  @Override
  public void close() {
    looker.shutdownNow();
    synchronized (this) {
      closed = true;
      try {
        Files.deleteIfExists(draft);
        Files.deleteIfExists(file);
      } catch (IOException e) {
        trouble.accept("cannot remove " + IoText.of(e));
      }
    }
  }
}
