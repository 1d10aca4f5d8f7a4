package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Children killed at random while many tasks run. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ChaosContract {

  private static final int TASKS = 100_000;
  private static final long SEED = 20_26;

  /** A builder for a pool on the broker under test. */
  abstract PoolBuilder builder();

  @Test
  void everyTaskShouldHaveItsResultThoughChildrenAreKilledEverySecond() throws Exception {
    Random random = new Random(SEED);
    AtomicInteger kills = new AtomicInteger();
    AtomicInteger gathered = new AtomicInteger();
    ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    Pool pool = builder().processes(2).jvmOptions("-Xmx96m").open();
    try {
      pool.apply(E2eTasks::pid);
      var unused =
          killer.scheduleWithFixedDelay(
              new Runnable() {
                private int last;

                @Override
                public void run() {
                  // Children that are killed before they are ready, again and again, end the pool.
                  if (gathered.get() > last) {
                    last = gathered.get();
                    killOne(random, kills);
                  }
                }
              },
              500,
              1_000,
              TimeUnit.MILLISECONDS);
      List<AsyncResult<Long>> results = new ArrayList<>();
      for (long i = 0; i < TASKS; i++) {
        results.add(pool.applyAsync(ChaosContract::work, i));
      }
      for (int i = 0; i < TASKS; i++) {
        assertThat(results.get(i).get()).isEqualTo((long) i * i);
        gathered.set(i + 1);
      }
      assertThat(kills.get()).isGreaterThan(2);
    } finally {
      killer.shutdownNow();
      pool.terminate();
      pool.join();
    }
  }

  static long work(long x) {
    E2eTasks.busyMicros(60);
    return x * x;
  }

  private static void killOne(Random random, AtomicInteger kills) {
    List<ProcessHandle> children = Children.alive();
    if (!children.isEmpty()) {
      children.get(random.nextInt(children.size())).destroyForcibly();
      kills.incrementAndGet();
    }
  }
}
