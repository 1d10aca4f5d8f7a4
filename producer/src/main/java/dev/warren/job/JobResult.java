package dev.warren.job;

import dev.warren.codec.ValueCodec;
import dev.warren.pool.TaskExpiredException;
import dev.warren.pool.TaskRejectedException;
import dev.warren.pool.TaskTimeoutException;
import dev.warren.pool.WorkerDiedException;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What became of one call of a job. Immutable.
 *
 * @param index the call's place in the input, from 0
 * @param outcome what became of it
 */
public record JobResult(long index, Outcome outcome) {

  /**
   * Whether the call returned.
   *
   * @return true if there is a value
   */
  public boolean isSuccess() {
    return outcome instanceof Outcome.Succeeded;
  }

  /**
   * What the call returned.
   *
   * @param type what it is read as; {@code JsonText} for the JSON itself
   * @param <T> that type
   * @return the value, null if the method returns nothing
   * @throws JobTaskException if it did not return
   * @throws dev.warren.codec.UndecodableException if the value is not of that type
   */
  @SuppressWarnings("unchecked") // The codec reads nothing else.
  public <T> T value(Class<T> type) {
    if (outcome instanceof Outcome.Succeeded it) {
      return (T) ValueCodec.of(type).read(it.value());
    }
    throw new JobTaskException(index, errorType(), errorMessage());
  }

  /**
   * What kind of failure it was.
   *
   * @return the class name of what the task threw, or one of Warren's own; empty for a success
   */
  public String errorType() {
    return thrown().map(Failure::type).orElseGet(() -> isSuccess() ? "" : ownType());
  }

  /**
   * What the failure said.
   *
   * @return its message, or how the call ended in words; empty for a success
   */
  public String errorMessage() {
    Optional<Failure> thrown = thrown();
    if (thrown.isPresent()) {
      return thrown.get().message() == null ? "" : thrown.get().message();
    }
    return ownMessage();
  }

  private Optional<Failure> thrown() {
    return outcome instanceof Outcome.Failed it ? Optional.of(it.failure()) : Optional.empty();
  }

  private String ownType() {
    if (outcome instanceof Outcome.WorkerDied) {
      return WorkerDiedException.class.getName();
    }
    if (outcome instanceof Outcome.TimedOut) {
      return TaskTimeoutException.class.getName();
    }
    if (outcome instanceof Outcome.Expired) {
      return TaskExpiredException.class.getName();
    }
    return outcome instanceof Outcome.Rejected
        ? TaskRejectedException.class.getName()
        : CancellationException.class.getName();
  }

  private String ownMessage() {
    if (outcome instanceof Outcome.WorkerDied it) {
      return new Ending.Died(it.deaths().get(it.deaths().size() - 1)).summary()
          + ", after "
          + it.deaths().size()
          + (it.deaths().size() == 1 ? " attempt" : " attempts");
    }
    if (outcome instanceof Outcome.TimedOut it) {
      return new Ending.TimedOut(it.hard(), it.limit()).summary();
    }
    if (outcome instanceof Outcome.Expired it) {
      return "it had not begun at " + it.at();
    }
    if (outcome instanceof Outcome.Rejected it) {
      return it.reason();
    }
    return outcome instanceof Outcome.Cancelled ? "the job was cancelled" : "";
  }
}
