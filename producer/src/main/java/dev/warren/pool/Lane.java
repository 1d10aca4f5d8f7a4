package dev.warren.pool;

import dev.warren.lambda.TaskRef;
import dev.warren.task.Terms;

/**
 * Calls of one task, on the same terms, on their way to the broker. The dispatcher takes from the
 * lanes in turn, so that a long map does not keep a single call waiting.
 */
interface Lane {

  /** What all its calls run. */
  TaskRef task();

  /** On what terms they go. */
  Terms terms();

  /** How many calls go in a batch; 0 for as many as the measurements say. */
  int chunkSize();

  /** How many calls it can give now. */
  int ready();

  /** Whether it will give no more, now or later. */
  boolean isExhausted();

  /**
   * Moves calls into a draft, on the dispatcher's thread.
   *
   * @param limit at most so many
   */
  void fill(Draft draft, int limit);

  /** Ends every call that was not moved yet. */
  void fail(RuntimeException reason);
}
