package dev.warren.worker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryWatchTest {

  private final MemoryWatch watch = MemoryWatch.start("test");
  private final Watched own = new Watched();

  /** This process. */
  private static final class Watched implements MemoryWatch.Watched {

    private volatile boolean dead;
    private volatile long seen;
    private volatile int times;

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public boolean isDead() {
      return dead;
    }

    @Override
    public synchronized void resident(long bytes) {
      seen = bytes;
      times = times + 1;
    }
  }

  @BeforeEach
  void onLinux() {
    assumeThat(Processes.areVisible())
        .as("by design: only Linux tells how large a process is")
        .isTrue();
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void measuresAgainAndAgainUntilTheEnd() {
    watch.add(own);
    await().until(() -> own.times > 2);
    assertThat(own.seen).isPositive();

    own.dead = true;
    Watched other = new Watched();
    watch.add(other);
    await().until(() -> other.times > 1);
    int then = own.times;

    await().until(() -> other.times > 3);
    assertThat(own.times).isEqualTo(then);
  }
}
