package dev.warren.worker.child;

import dev.warren.spi.OutputLine;
import dev.warren.task.TaskEvent;
import java.util.Map;

/**
 * Hears what comes out of a child while it runs a batch. Called on several threads of the child,
 * which must not be held up.
 */
public interface RunListener {

  /**
   * Outcomes of the batch.
   *
   * @param message as the child has written it
   */
  void outcomes(byte[] message);

  /**
   * A call has failed and is to be tried again.
   *
   * @param message its outcome, should that be the end of it; the attempt itself is the last one in
   *     its history
   */
  void again(byte[] message);

  /**
   * A line that was printed.
   *
   * @param line the line, with its task where that is known
   */
  void printed(OutputLine line);

  /**
   * A report of a task.
   *
   * @param report what it said
   */
  void progress(TaskEvent.Progress report);

  /**
   * A task has been running for some fifty milliseconds or more.
   *
   * @param running which
   * @return whether it is known now; if not, it is said again fifty milliseconds later
   */
  boolean running(TaskEvent.Running running);

  /**
   * The owner of the child has come round to look at what runs, which it does every fifty
   * milliseconds. Not said any more when the child was killed and is still there.
   */
  void looked();

  /** What has gathered should go out: said every fifty milliseconds, and when the batch is over. */
  void flush();

  /**
   * The tasks that must not run. What is added while the batch runs has to be said to the child as
   * well.
   *
   * @return task ids, and whether it must not go on either if it has begun
   */
  Map<Long, Boolean> cancelled();
}
