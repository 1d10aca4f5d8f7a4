package dev.warren.subprocess;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * The pipes of a command, all of them served at the same time, so that no side waits for the other.
 * What was read is kept, whoever asks for it and how often. Thread-safe.
 */
final class Conversation {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Void> end;

  Conversation(
      String name, OutputStream stdin, byte[] input, InputStream stdout, InputStream stderr) {
    end =
        CompletableFuture.allOf(
            start(name + "-stdin", () -> write(input, stdin)),
            start(name + "-stdout", () -> read(stdout, out)),
            start(name + "-stderr", () -> read(stderr, err)));
  }

  private interface Part {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> start(String name, Part part) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run();
                ended.complete(null);
              } catch (IOException e) {
                ended.complete(null); // The command has closed its end, or somebody ours.
              } catch (RuntimeException | Error e) {
                ended.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return ended;
  }

  private static void write(byte[] input, OutputStream stdin) throws IOException {
    try (stdin) {
      stdin.write(input);
    }
  }

  /** Closes it then, so that a command whose output is too much does not wait for its reader. */
  private static void read(InputStream from, ByteArrayOutputStream to) throws IOException {
    try (from) {
      from.transferTo(to);
    }
  }

  /**
   * Completes when all is written and all is read; with an error if that does not fit in memory.
   */
  CompletableFuture<Void> end() {
    return end;
  }

  /** What was read of the standard output so far. */
  byte[] out() {
    return out.toByteArray();
  }

  /** What was read of the standard error so far. */
  byte[] err() {
    return err.toByteArray();
  }
}
