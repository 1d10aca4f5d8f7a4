package dev.warren.spi;

import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.WarrenException;
import java.util.Optional;

/** A worker process did not become ready. */
public final class WorkerStartException extends WarrenException {

  private static final long serialVersionUID = 1L;

  private final transient Failure initializerFailure;
  private final boolean killed;

  private WorkerStartException(
      String message, Failure initializerFailure, boolean killed, Throwable cause) {
    super(message, cause);
    this.killed = killed;
    this.initializerFailure = initializerFailure;
  }

  /**
   * The process ended too soon.
   *
   * @param death how
   * @return the exception
   */
  public static WorkerStartException died(Death death) {
    String lines =
        death.lastLines().isEmpty()
            ? "it wrote nothing; check the JVM options and the class path"
            : String.join("\n  ", death.lastLines());
    return new WorkerStartException(
        "a worker process ended before it was ready (" + death.summary() + "): " + lines,
        null,
        death.signal() > 0,
        null);
  }

  /**
   * The initializer threw.
   *
   * @param failure what
   * @return the exception
   */
  public static WorkerStartException initializer(Failure failure) {
    return new WorkerStartException(
        "the initializer of the worker processes threw " + failure, failure, false, null);
  }

  /**
   * The operating system started no process.
   *
   * @param cause why
   * @return the exception
   */
  public static WorkerStartException notSpawned(Exception cause) {
    return new WorkerStartException(
        "a worker process could not be started: " + cause.getMessage(), null, false, cause);
  }

  /**
   * What the initializer threw.
   *
   * @return the exception as data; empty if the initializer is not to blame
   */
  public Optional<Failure> initializerFailure() {
    return Optional.ofNullable(initializerFailure);
  }

  /**
   * Whether a signal ended the process, so that another one may well start.
   *
   * @return false if it exited by itself, or never began
   */
  public boolean wasKilled() {
    return killed;
  }
}
