package dev.warren.cli.parallel;

import dev.warren.subprocess.CompletedProcess;
import dev.warren.subprocess.Popen;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A command that ends when a test says so, or when it is killed. */
final class FakePopen implements Popen {

  private static final int KILLED = -9;

  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  /** One that has ended already. */
  static FakePopen ended(int code) {
    FakePopen popen = new FakePopen();
    popen.end(code);
    return popen;
  }

  void end(int code) {
    exit.complete(code);
  }

  @Override
  public int waitFor() {
    return exit.join();
  }

  @Override
  public OptionalInt poll() {
    return exit.isDone() ? OptionalInt.of(exit.join()) : OptionalInt.empty();
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return exit.copy();
  }

  @Override
  public void kill() {
    end(KILLED);
  }

  @Override
  public void terminate() {
    kill();
  }

  @Override
  public void close() {
    waitFor();
  }

  @Override
  public int waitFor(Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> host() {
    return Optional.empty();
  }

  @Override
  public List<String> args() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long pid() {
    throw new UnsupportedOperationException();
  }

  @Override
  public OutputStream stdin() {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream stdout() {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream stderr() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletedProcess communicate(String input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletedProcess communicate(byte[] input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletedProcess communicate(byte[] input, Duration timeout) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sendSignal(int signal) {
    throw new UnsupportedOperationException();
  }
}
