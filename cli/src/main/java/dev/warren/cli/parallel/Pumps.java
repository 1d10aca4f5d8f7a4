package dev.warren.cli.parallel;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that read the pipes of commands, or write to them, to their ends. Thread-safe. */
final class Pumps {

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "warren-parallel-pipe");
            thread.setDaemon(true);
            return thread;
          });

  private static final int BUFFER = 16 * 1024;

  private Pumps() {}

  /** Takes a part of what a pipe has brought. */
  interface Sink {
    void take(byte[] bytes, int length) throws IOException;
  }

  /** Copies something, and counts the bytes. */
  interface Copy {
    long run() throws IOException, InterruptedException;
  }

  /** Reads a pipe to its end, and counts the bytes. */
  static long read(InputStream source, Sink sink) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long total = 0;
    for (int count = read(source, buffer); count >= 0; count = read(source, buffer)) {
      sink.take(buffer, count);
      total += count;
    }
    return total;
  }

  /** A pipe that breaks off has ended: whoever waits for the command is told what became of it. */
  private static int read(InputStream source, byte[] buffer) {
    try {
      return source.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  /** Runs it on a thread of its own; completes with the number of bytes. */
  static CompletableFuture<Long> start(Copy copy) {
    CompletableFuture<Long> end = new CompletableFuture<>();
    THREADS.execute(
        () -> {
          try {
            end.complete(copy.run());
          } catch (IOException | InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
          }
        });
    return end;
  }
}
