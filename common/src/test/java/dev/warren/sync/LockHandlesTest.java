package dev.warren.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Locks, semaphores, events, conditions and barriers: what their methods do and throw, in one
 * process.
 */
@Timeout(30)
@SuppressWarnings("try") // What is held is there to be closed.
class LockHandlesTest {

  private static final Duration NONE = Duration.ZERO;
  private static final Duration SHORT = Duration.ofMillis(30);

  private final Manager manager = Manager.create();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void locksShouldBeHeldAndReleased() throws Exception {
    Lock lock = manager.lock();
    try (Held held = lock.hold()) {
      assertThat(lock.isLocked()).isTrue();
      assertThat(lock.acquire(NONE)).as("not even by its holder").isFalse();
      held.close();
      assertThat(lock.isLocked()).isFalse();
    }
    assertThatIllegalStateException().isThrownBy(lock::release).withMessageContaining("more often");

    RLock rlock = manager.rlock();
    assertThat(rlock.isLocked()).isFalse();
    try (Held outer = rlock.hold();
        Held inner = rlock.hold()) {
      assertThat(CompletableFuture.supplyAsync(() -> tryAcquire(rlock)).get()).isFalse();
      assertThat(rlock.isLocked()).isTrue();
      assertThat(inner).isNotSameAs(outer);
    }
    assertThat(CompletableFuture.supplyAsync(() -> tryAcquire(rlock)).get()).isTrue();
    assertThatIllegalStateException().isThrownBy(rlock::release).withMessageContaining("thread");
  }

  private static boolean tryAcquire(RLock lock) {
    try {
      return lock.acquire(NONE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void semaphoresShouldCount() throws Exception {
    Semaphore semaphore = manager.semaphore(1);
    semaphore.acquire();
    assertThat(semaphore.acquire(SHORT)).isFalse();
    semaphore.release();
    semaphore.release();
    assertThat(semaphore.permits()).isEqualTo(2);

    BoundedSemaphore bounded = manager.boundedSemaphore(1);
    bounded.acquire();
    bounded.release();
    assertThatIllegalStateException().isThrownBy(bounded::release);
  }

  @Test
  void anEventShouldWakeThoseWhoWait() throws Exception {
    Event event = manager.event();
    assertThat(event.isSet()).isFalse();
    assertThat(event.await(SHORT)).isFalse();
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> awaitQuietly(event));
    event.set();

    waiting.get(10, TimeUnit.SECONDS);
    event.await();
    assertThat(event.await(NONE)).isTrue();
    event.clear();
    assertThat(event.isSet()).isFalse();
  }

  private static void awaitQuietly(Event event) {
    try {
      event.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aConditionShouldBeWaitedForUnderItsLock() throws Exception {
    Condition condition = manager.condition();
    assertThatIllegalStateException()
        .isThrownBy(() -> condition.await(NONE))
        .withMessageContaining("acquire");
    assertThatIllegalStateException().isThrownBy(condition::signal);
    SharedValue<Integer> stock = manager.value(int.class, 0);
    CompletableFuture<Integer> taken =
        CompletableFuture.supplyAsync(
            () -> {
              try (Held held = condition.hold()) {
                condition.awaitUntil(() -> stock.get() > 0);
                return stock.update(left -> left - 1);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    try (Held held = condition.hold()) {
      stock.set(5);
      condition.signalAll();
    }

    assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(4);
    try (Held held = condition.hold()) {
      assertThat(condition.awaitUntil(() -> stock.get() > 4, SHORT)).isFalse();
      assertThat(condition.await(SHORT)).isFalse();
    }
  }

  @Test
  void conditionsShouldShareALock() throws Exception {
    RLock lock = manager.rlock();
    Condition condition = manager.condition(lock);
    try (Held held = lock.hold()) {
      condition.signal(2);
    }
  }

  @Test
  void aBarrierShouldTellItsPartiesApart() throws Exception {
    Barrier barrier = manager.barrier(2);
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return barrier.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    int own = barrier.await();

    assertThat(List.of(own, other.get(10, TimeUnit.SECONDS))).containsExactlyInAnyOrder(0, 1);
    assertThat(barrier.parties()).isEqualTo(2);
    assertThat(barrier.waiting()).isZero();
    assertThatExceptionOfType(BarrierBrokenException.class).isThrownBy(() -> barrier.await(SHORT));
    assertThat(barrier.isBroken()).isTrue();
    assertThatExceptionOfType(BarrierBrokenException.class).isThrownBy(barrier::await);
    barrier.reset();
    assertThat(barrier.isBroken()).isFalse();
    barrier.abort();
    assertThat(barrier.isBroken()).isTrue();
  }

  @Test
  void anInterruptedThreadShouldStillRelease() throws Exception {
    Lock lock = manager.lock();
    lock.acquire();
    Thread.currentThread().interrupt();

    lock.release();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(lock.isLocked()).isFalse();
  }
}
