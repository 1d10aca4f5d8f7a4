package dev.warren.subprocess;

import dev.warren.task.WarrenException;
import java.time.Duration;
import java.util.List;

/** A command has not ended in time. */
public final class TimeoutExpiredException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> args;
  private final Duration timeout;
  private final transient CompletedProcess.Output stdout;
  private final transient CompletedProcess.Output stderr;

  TimeoutExpiredException(
      List<String> args,
      Duration timeout,
      CompletedProcess.Output stdout,
      CompletedProcess.Output stderr) {
    super(CommandLine.brief(args) + " has not ended within " + timeout);
    this.args = args;
    this.timeout = timeout;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /**
   * The command and its arguments.
   *
   * @return the list, which cannot be changed; null after Java serialization
   */
  public List<String> args() {
    return args;
  }

  /**
   * How long it was waited for.
   *
   * @return the timeout
   */
  public Duration timeout() {
    return timeout;
  }

  /**
   * What had been read of its standard output by then.
   *
   * @return the output so far; null after Java serialization
   */
  public CompletedProcess.Output stdout() {
    return stdout;
  }

  /**
   * What had been read of its standard error by then.
   *
   * @return the output so far; null after Java serialization
   */
  public CompletedProcess.Output stderr() {
    return stderr;
  }
}
