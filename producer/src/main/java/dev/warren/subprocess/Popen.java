package dev.warren.subprocess;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * A command that was started (Python: {@code subprocess.Popen}), on this machine or on a worker
 * host of a queue. Thread-safe, but for its streams.
 *
 * <pre>{@code
 * try (Popen sort = Command.of("sort").stdin(Stdio.PIPE).stdout(Stdio.PIPE).start()) {
 *   System.out.println(sort.communicate("b\na\n").stdout());
 * }
 * }</pre>
 */
public interface Popen extends AutoCloseable {

  /**
   * The command and its arguments.
   *
   * @return the list, which cannot be changed
   */
  List<String> args();

  /**
   * The process id, on the machine where it runs.
   *
   * @return the id, also after the command has ended
   */
  long pid();

  /**
   * Where the command runs.
   *
   * @return the name of the worker host; empty if it runs on this machine
   */
  Optional<String> host();

  /**
   * Looks whether the command has ended.
   *
   * @return its return code, -N if signal N has ended it; empty while it runs
   * @throws CommandLostException if its worker host was lost
   */
  OptionalInt poll();

  /**
   * Waits until the command has ended. One that fills a pipe that nobody reads never does: see
   * {@link #communicate()}.
   *
   * @return its return code, -N if signal N has ended it
   * @throws CommandLostException if its worker host was lost
   * @throws InterruptedException if the waiting thread is interrupted; the command goes on
   */
  int waitFor() throws InterruptedException;

  /**
   * Waits until the command has ended, and no longer than that.
   *
   * @param timeout how long; zero or less to look only
   * @return its return code, -N if signal N has ended it
   * @throws TimeoutExpiredException if it has not ended by then; it goes on
   * @throws CommandLostException if its worker host was lost
   * @throws InterruptedException if the waiting thread is interrupted; the command goes on
   */
  int waitFor(Duration timeout) throws InterruptedException;

  /**
   * Completes when the command has ended. What is chained to it may wait, for other commands as
   * well.
   *
   * @return a future of its return code, which fails with a {@link CommandLostException} if its
   *     worker host was lost; completing or cancelling it does nothing to the command
   */
  CompletableFuture<Integer> onExit();

  /**
   * What the command reads.
   *
   * @return the other end of its standard input
   * @throws IllegalStateException if its standard input is no pipe
   */
  OutputStream stdin();

  /**
   * What the command writes. What its descendants write after it has ended itself may be lost,
   * because the JDK closes a pipe then; with {@link Stdio#file} on this machine it is kept.
   *
   * @return the other end of its standard output
   * @throws IllegalStateException if its standard output is no pipe
   */
  InputStream stdout();

  /**
   * What the command writes to its standard error; see {@link #stdout()}.
   *
   * @return the other end of its standard error
   * @throws IllegalStateException if its standard error is no pipe of its own
   */
  InputStream stderr();

  /**
   * Closes the standard input, reads all output and waits for the end. Unlike Python's it does not
   * wait for descendants that keep a pipe open: see {@link #stdout()}.
   *
   * @return the output of whatever is a pipe, and the return code
   * @throws CommandLostException if its worker host was lost
   * @throws InterruptedException if the waiting thread is interrupted; the command goes on
   */
  default CompletedProcess communicate() throws InterruptedException {
    return communicate(new byte[0]);
  }

  /**
   * Writes text to the standard input, in the charset of the command, and goes on as {@link
   * #communicate()}.
   *
   * @param input the text
   * @return the output of whatever is a pipe, and the return code
   * @throws IllegalStateException if there is input and the standard input is no pipe
   * @throws CommandLostException if its worker host was lost
   * @throws InterruptedException if the waiting thread is interrupted; the command goes on
   */
  CompletedProcess communicate(String input) throws InterruptedException;

  /**
   * Writes to the standard input, and goes on as {@link #communicate()}. Writing and reading go on
   * side by side, so that neither waits for the other.
   *
   * @param input the bytes
   * @return the output of whatever is a pipe, and the return code
   * @throws IllegalStateException if there is input and the standard input is no pipe
   * @throws CommandLostException if its worker host was lost
   * @throws InterruptedException if the waiting thread is interrupted; the command goes on
   */
  CompletedProcess communicate(byte[] input) throws InterruptedException;

  /**
   * As {@link #communicate(byte[])}, but no longer than that. It may be called again, without
   * input: nothing of the output is lost.
   *
   * @param input the bytes
   * @param timeout how long
   * @return the output of whatever is a pipe, and the return code
   * @throws TimeoutExpiredException if the command has not ended by then, with its output so far;
   *     the command goes on
   * @throws IllegalStateException if there is input, and the standard input is no pipe or was given
   *     input before
   * @throws CommandLostException if its worker host was lost
   * @throws InterruptedException if the waiting thread is interrupted; the command goes on
   */
  CompletedProcess communicate(byte[] input, Duration timeout) throws InterruptedException;

  /**
   * Sends a signal to the command, and to nobody else. Does nothing once it has ended.
   *
   * @param signal the signal's number, 1 to 64
   * @throws IllegalArgumentException if there is no such signal
   */
  void sendSignal(int signal);

  /** Asks the command to end (SIGTERM). Does nothing once it has ended. */
  void terminate();

  /**
   * Ends the command now (SIGKILL), and with it every process that descends from it, also one that
   * has lost its parent. Of a command that has ended already, it ends the descendants.
   */
  void kill();

  /**
   * Closes the pipes, the standard input last, and waits until the command has ended, as Python's
   * context manager does. Output that was not read is lost, and a command that goes on writing is
   * told so by SIGPIPE.
   */
  @Override
  void close();
}
