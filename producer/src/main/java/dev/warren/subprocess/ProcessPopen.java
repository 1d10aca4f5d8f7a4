package dev.warren.subprocess;

import dev.warren.os.Signals;
import dev.warren.task.WarrenException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A started command, here or elsewhere. */
final class ProcessPopen implements Popen {

  private final Command command;
  private final CommandProcess process;
  private final Stdio stdin;
  private final Stdio stdout;
  private final Stdio stderr;
  private Conversation conversation;

  ProcessPopen(Command command, CommandProcess process) {
    this.command = command;
    this.process = process;
    this.stdin = command.stdin();
    this.stdout = command.stdout();
    this.stderr = command.stderr();
  }

  @Override
  public List<String> args() {
    return command.args();
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Optional<String> host() {
    return process.host();
  }

  @Override
  public OptionalInt poll() {
    return process.poll();
  }

  @Override
  public int waitFor() throws InterruptedException {
    return waitFor(Deadline.FOR_EVER);
  }

  @Override
  public int waitFor(Duration timeout) throws InterruptedException {
    if (!process.await(Deadline.nanos(timeout))) {
      throw expired(timeout);
    }
    return process.poll().orElseThrow();
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return process.onExit();
  }

  @Override
  public OutputStream stdin() {
    checkPipe(stdin, "input");
    return process.stdin();
  }

  @Override
  public InputStream stdout() {
    checkPipe(stdout, "output");
    return process.stdout();
  }

  @Override
  public InputStream stderr() {
    checkPipe(stderr, "error");
    return process.stderr();
  }

  private void checkPipe(Stdio stdio, String which) {
    if (!(stdio instanceof Stdio.Pipe)) {
      throw new IllegalStateException(
          "the standard "
              + which
              + " of "
              + CommandLine.brief(args())
              + " is no pipe: start it with Stdio.PIPE");
    }
  }

  @Override
  public CompletedProcess communicate(String input) throws InterruptedException {
    return communicate(input.getBytes(command.charset()));
  }

  @Override
  public CompletedProcess communicate(byte[] input) throws InterruptedException {
    return communicate(input, Deadline.FOR_EVER);
  }

  @Override
  public CompletedProcess communicate(byte[] input, Duration timeout) throws InterruptedException {
    Conversation all = conversation(input);
    try {
      int returnCode =
          process
              .onExit()
              .thenCombine(all.end(), (exit, end) -> exit)
              .get(Deadline.nanos(timeout), TimeUnit.NANOSECONDS);
      process.checkWhole();
      return new CompletedProcess(args(), returnCode, output(all.out()), output(all.err()));
    } catch (TimeoutException e) {
      throw expired(timeout);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof OutOfMemoryError
          ? new WarrenException(
              "the output of "
                  + CommandLine.brief(args())
                  + " does not fit into memory: read it from stdout() as it comes, have it written"
                  + " to a file, or give this program more memory (-Xmx)",
              e.getCause())
          : CommandLostException.from(e.getCause());
    }
  }

  private synchronized Conversation conversation(byte[] input) {
    if (input.length > 0) {
      checkPipe(stdin, "input");
      if (conversation != null) {
        throw new IllegalStateException(CommandLine.brief(args()) + " was given its input before");
      }
    }
    if (conversation == null) {
      conversation =
          new Conversation(
              "warren-command-" + pid(),
              process.stdin(),
              input,
              process.stdout(),
              process.stderr());
    }
    return conversation;
  }

  private synchronized TimeoutExpiredException expired(Duration timeout) {
    byte[] nothing = {};
    return new TimeoutExpiredException(
        args(),
        timeout,
        output(conversation == null ? nothing : conversation.out()),
        output(conversation == null ? nothing : conversation.err()));
  }

  private CompletedProcess.Output output(byte[] bytes) {
    return new CompletedProcess.Output(bytes, command.charset());
  }

  @Override
  public void sendSignal(int signal) {
    if (!Signals.isSignal(signal)) {
      throw new IllegalArgumentException("a signal is a number from 1 to 64, not " + signal);
    }
    process.signal(signal);
  }

  @Override
  public void terminate() {
    process.terminate();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    // The input last: to flush it waits for a command that may wait for somebody to read.
    for (AutoCloseable each : List.of(process.stdout(), process.stderr(), process.stdin())) {
      try {
        each.close();
      } catch (Exception e) {
        // What could not be written any more is not written.
      }
    }
    try {
      waitFor();
    } catch (CommandLostException e) {
      // It has no end to wait for, and whoever asks for one is told so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
