package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SendBufferTest {

  private final SendBuffer buffer = new SendBuffer(100);

  private CompletableFuture<Void> acquireLater(int bytes) {
    return Threads.start(
            () -> {
              buffer.acquire(bytes);
              return (Void) null;
            })
        .untilItWaits()
        .result();
  }

  @Test
  void takesUpToItsLimit() {
    buffer.acquire(60);

    assertThat(acquireLater(40)).isDone();
    assertThat(acquireLater(1)).isNotDone();
  }

  @Test
  void whatIsReleasedLetsTheNextOnePass() throws Exception {
    buffer.acquire(100);
    CompletableFuture<Void> waiting = acquireLater(50);
    assertThat(waiting).isNotDone();

    buffer.release(50);

    waiting.get();
    assertThat(acquireLater(1)).isNotDone();
  }

  @Test
  void oneThatIsLargerThanTheLimitPassesAlone() throws Exception {
    buffer.acquire(1);
    CompletableFuture<Void> large = acquireLater(1_000);
    assertThat(large).isNotDone();

    buffer.release(1);

    large.get();
    assertThat(acquireLater(1)).isNotDone();
  }

  @Test
  void onceOpenEverybodyPasses() throws Exception {
    buffer.acquire(100);
    CompletableFuture<Void> waiting = acquireLater(100);

    buffer.open();

    waiting.get();
    buffer.acquire(1_000);
  }

  @Test
  void anInterruptEndsTheWaitAndTakesNothing() {
    buffer.acquire(100);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> buffer.acquire(1)).isInstanceOf(PoolInterruptedException.class);

    assertThat(Thread.interrupted()).isTrue();
    buffer.release(100);
    assertThat(acquireLater(101)).isDone();
  }

  @Test
  void aCallCostsMoreThanItsBytes() {
    assertThat(SendBuffer.cost(new byte[10])).isGreaterThan(10);
    assertThat(SendBuffer.cost(new byte[0])).isPositive();
  }
}
