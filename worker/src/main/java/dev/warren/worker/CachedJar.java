package dev.warren.worker;

import dev.warren.code.CodeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a host knows of one jar. Whoever fetches it, or looks whether that is necessary, has it
 * {@link #seize seized}; all else may be asked at any time.
 */
final class CachedJar {

  /** So long nobody asks the broker again for what had to be refused. */
  static final Duration REFUSED_FOR = Duration.ofSeconds(10);

  private static final long LOOK_MILLIS = 500;

  private record Refusal(CodeException reason, long at) {}

  private final ReentrantLock seized = new ReentrantLock();
  private final AtomicInteger parts = new AtomicInteger();
  private volatile long size;
  private volatile Optional<Refusal> refusal = Optional.empty();

  /** How many batches and processes need it; the cache's to guard. */
  int holders;

  /** Waits for whoever has it; {@code coming} runs while parts of it come. */
  void seize(Runnable coming) throws InterruptedException {
    int seen = parts.get();
    while (!seized.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      int now = parts.get();
      if (now != seen) {
        seen = now;
        coming.run();
      }
    }
  }

  void release() {
    seized.unlock();
  }

  /** A part of it has come. */
  void partCame() {
    parts.incrementAndGet();
  }

  /** It is there, with so many bytes; none if it is not, or not any more. */
  void size(long bytes) {
    size = bytes;
  }

  long size() {
    return size;
  }

  void refused(CodeException reason, long now) {
    refusal = Optional.of(new Refusal(reason, now));
  }

  /** Why it was refused not long ago. */
  Optional<CodeException> refusal(long now) {
    return refusal.filter(it -> now - it.at() < REFUSED_FOR.toNanos()).map(Refusal::reason);
  }
}
