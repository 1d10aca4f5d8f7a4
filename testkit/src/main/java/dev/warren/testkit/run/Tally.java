package dev.warren.testkit.run;

import dev.warren.pool.AsyncResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** The handles of a run, and how often each was completed. Submitted on one thread. */
final class Tally {

  private static final int SHOWN = 5;

  private final List<AsyncResult<Long>> handles;
  private final AtomicIntegerArray completions;
  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private final AtomicLong longestSilence = new AtomicLong();

  /**
   * How the handles have ended.
   *
   * @param right handles with the right result
   * @param wrong handles with another
   * @param failed handles with an exception
   * @param open handles without an outcome
   * @param twice handles that were completed more than once
   * @param examples some of the exceptions
   */
  record Ends(long right, long wrong, long failed, long open, long twice, List<String> examples) {}

  Tally(int tasks) {
    handles = new ArrayList<>(tasks);
    completions = new AtomicIntegerArray(tasks);
  }

  void add(AsyncResult<Long> handle) {
    int id = handles.size();
    handles.add(handle);
    handle.onSuccess(value -> completed(id)).onFailure(thrown -> completed(id));
  }

  private void completed(int id) {
    completions.incrementAndGet(id);
    long now = System.nanoTime();
    long silence = now - last.getAndSet(now);
    longestSilence.accumulateAndGet(silence, Math::max);
  }

  /** How long no task had an outcome, at the longest. */
  Duration longestSilence() {
    return Duration.ofNanos(longestSilence.get());
  }

  long completed() {
    long done = 0;
    for (AsyncResult<Long> each : handles) {
      done += each.isReady() ? 1 : 0;
    }
    return done;
  }

  /** Waits for every handle, not for longer than that in all. */
  void await(Duration limit) {
    long start = System.nanoTime();
    for (AsyncResult<Long> each : handles) {
      each.waitFor(limit.minusNanos(System.nanoTime() - start));
    }
  }

  /** Looks at every handle. */
  Ends ends() {
    long right = 0;
    long wrong = 0;
    long failed = 0;
    long open = 0;
    long twice = 0;
    List<String> examples = new ArrayList<>();
    for (int id = 0; id < handles.size(); id++) {
      AsyncResult<Long> handle = handles.get(id);
      twice += completions.get(id) > 1 ? 1 : 0;
      if (!handle.isReady()) {
        open++;
        continue;
      }
      try {
        boolean asItShould = handle.get() == ChaosTasks.answer(id);
        right += asItShould ? 1 : 0;
        wrong += asItShould ? 0 : 1;
      } catch (RuntimeException e) {
        failed++;
        if (examples.size() < SHOWN) {
          examples.add("task " + id + ": " + e);
        }
      }
    }
    return new Ends(right, wrong, failed, open, twice, examples);
  }
}
