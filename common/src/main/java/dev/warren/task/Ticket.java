package dev.warren.task;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A job's place in the queue of its worker hosts. Whoever takes it puts the next calls of the job
 * into the queue, and the ticket behind them: so all jobs of a queue have their turn, however long
 * they are. Immutable.
 *
 * @param job whose it is
 * @param priority how urgent the job is, 0 to 9
 * @param perCall how long a call of the job takes, as far as anybody knows; zero for unknown
 * @param empty whether the job's own queue was found empty the last time
 * @param rest calls that were taken out of the job's own queue and have not had their turn
 */
public record Ticket(
    JobId job, int priority, Duration perCall, boolean empty, Optional<Batch> rest) {

  /** The priority of what says nothing of it (RabbitMQ documentation, "Quorum Queues"). */
  public static final int USUAL_PRIORITY = 4;

  /** The most urgent. */
  public static final int HIGHEST_PRIORITY = 9;

  /** Checks that nothing is missing, and the priority. */
  public Ticket {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(perCall, "perCall");
    Objects.requireNonNull(rest, "rest");
    checkPriority(priority);
  }

  /**
   * The first ticket of a job.
   *
   * @param job the job
   * @param priority how urgent it is, 0 to 9
   * @return the ticket
   */
  public static Ticket of(JobId job, int priority) {
    return new Ticket(job, priority, Duration.ZERO, false, Optional.empty());
  }

  /**
   * Refuses what is no priority.
   *
   * @param priority a number
   * @return the number
   * @throws IllegalArgumentException if it is not 0 to 9
   */
  public static int checkPriority(int priority) {
    if (priority < 0 || priority > HIGHEST_PRIORITY) {
      throw new IllegalArgumentException(
          "a priority is 0 to " + HIGHEST_PRIORITY + ", not " + priority);
    }
    return priority;
  }

  /**
   * This ticket after some calls had their turn.
   *
   * @param left what is left of the calls; empty for none
   * @param each how long a call takes, zero for unknown
   * @return the ticket as it goes on
   */
  public Ticket after(Optional<Batch> left, Duration each) {
    return new Ticket(job, priority, each, false, left);
  }

  /**
   * This ticket after the job's own queue was empty.
   *
   * @return the ticket for a last look
   */
  public Ticket foundEmpty() {
    return new Ticket(job, priority, perCall, true, Optional.empty());
  }
}
