package dev.warren.subprocess;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * What a {@link ProcessPopen} needs of the process of a command, wherever that runs. Where one is
 * lost, what asks for its end throws {@link CommandLostException}. Thread-safe, but for its
 * streams.
 */
interface CommandProcess {

  long pid();

  /** The worker host that runs it; empty if this machine does. */
  Optional<String> host();

  /** Its return code, once it has ended. */
  OptionalInt poll();

  /** Waits for its end; returns whether it has come in time. */
  boolean await(long nanos) throws InterruptedException;

  /** Completes with its return code. */
  CompletableFuture<Integer> onExit();

  /** Checks that what was read of its streams to their ends is all that it has written. */
  void checkWhole();

  /** Its streams; those that are no pipe are at their end. */
  OutputStream stdin();

  InputStream stdout();

  InputStream stderr();

  /** These do nothing once it has ended. */
  void signal(int number);

  void terminate();

  /** Kills it and all that descends from it, also once it has ended. */
  void kill();
}
