package dev.warren.job;

import dev.warren.task.JobId;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Consumer;

/** What a stream of results reads from. Used by one thread. */
final class ResultSource extends Spliterators.AbstractSpliterator<JobResult> {

  private final JobId job;
  private final Gathering gathering;

  ResultSource(JobId job, Gathering gathering) {
    super(Long.MAX_VALUE, ORDERED | NONNULL | IMMUTABLE);
    this.job = job;
    this.gathering = gathering;
  }

  @Override
  public boolean tryAdvance(Consumer<? super JobResult> action) {
    try {
      Optional<JobResult> next = gathering.next();
      next.ifPresent(action);
      return next.isPresent();
    } catch (InterruptedException e) {
      throw new JobInterruptedException(job, e);
    }
  }
}
