package dev.warren.worker.command;

import dev.warren.os.Family;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small shell process that outlives its host for a moment: however the host ends, the pipe to the
 * guard ends with it, and the guard kills what the host has started. Thread-safe.
 */
final class Guard implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Guard.class);

  /**
   * Each line has the processes that run; the last one counts. They are killed first, as they may
   * have thrown their mark away, then all with the mark until there is none.
   */
  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      while read -r line; do running=$line; done
      [ -z "$running" ] || kill -9 $running
      round=0
      while [ $round -lt 1000 ]; do
        found=$(grep -lsF "$1" /proc/[0-9]*/environ)
        [ -n "$found" ] || exit 0
        for each in $found; do
          each=${each#/proc/}
          kill -9 "${each%/environ}"
        done
        round=$((round + 1))
      done
      """;

  private final Process process;
  private final Set<Long> running = new LinkedHashSet<>();

  private Guard(Process process) {
    this.process = process;
  }

  /**
   * Starts a guard.
   *
   * @param family whom all processes of the host belong to
   */
  static Guard start(Family family) throws IOException {
    return new Guard(
        new ProcessBuilder("/bin/sh", "-c", SCRIPT, "warren-guard", family.mark())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start());
  }

  synchronized void started(long pid) {
    running.add(pid);
    tell();
  }

  synchronized void ended(long pid) {
    running.remove(pid);
    tell();
  }

  private void tell() {
    String line = running.stream().map(String::valueOf).collect(Collectors.joining(" ", "", "\n"));
    try {
      OutputStream pipe = process.getOutputStream();
      pipe.write(line.getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      log.error(
          "the guard of this worker host was killed: if the host is killed too, its commands go on."
              + " Restart the host",
          e);
    }
  }

  /** Kills what is left, and waits until that is done. */
  @Override
  public synchronized void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException e) {
      log.debug("the guard has gone before: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
