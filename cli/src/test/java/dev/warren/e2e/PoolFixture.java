package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Pools with local workers, which all end with their test. */
abstract class PoolFixture {

  static final Duration SOON = Duration.ofSeconds(30);

  private final List<Pool> opened = new ArrayList<>();
  Pool pool;

  /** A builder for a pool on the broker under test. */
  abstract PoolBuilder builder();

  Pool open() {
    return open(builder().processes(2));
  }

  Pool open(PoolBuilder settings) {
    pool = settings.jvmOptions("-Xmx96m").open();
    opened.add(pool);
    return pool;
  }

  @AfterEach
  void endPools() {
    opened.forEach(Pool::terminate);
    for (Pool each : opened) {
      assertThat(each.join(SOON)).as("the pool ends").isTrue();
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
  }
}
