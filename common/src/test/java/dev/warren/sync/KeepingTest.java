package dev.warren.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.codec.Reference;
import dev.warren.sync.route.FakeWay;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of what is held when the way to the manager is lost. */
class KeepingTest {

  private final String manager = UUID.randomUUID().toString();
  private final FakeWay way = new FakeWay(manager);
  private final Semaphore lock =
      new Semaphore(new Reference(Semaphore.KIND, manager, 1, List.of()));

  @AfterEach
  void end() {
    way.end(Status.GONE);
  }

  @Test
  void whatWasLostShouldNotBeReleasedBehindABlock() throws Exception {
    Held held = lock.hold();
    way.end(Status.LOST);

    assertThatExceptionOfType(ManagerConnectionException.class)
        .isThrownBy(held::close)
        .satisfies(e -> assertThat(e.manager()).isEqualTo(manager));

    assertThat(way.asked()).doesNotContain(Op.RELEASE);
  }

  @Test
  void whatIsAcquiredAfterALossShouldBeReleased() throws Exception {
    Held lost = lock.hold();
    way.end(Status.LOST);
    Held kept = lock.hold();

    kept.close();
    assertThatExceptionOfType(ManagerConnectionException.class).isThrownBy(lost::close);

    assertThat(way.asked()).containsExactly(Op.ACQUIRE, Op.ACQUIRE, Op.RELEASE);
  }

  @Test
  void aReleaseShouldFailForEachLostAcquire() throws Exception {
    lock.acquire();
    lock.acquire(Duration.ZERO);
    way.end(Status.LOST);

    assertThatExceptionOfType(ManagerConnectionException.class).isThrownBy(lock::release);
    assertThatExceptionOfType(ManagerConnectionException.class).isThrownBy(lock::release);
    assertThat(way.asked()).doesNotContain(Op.RELEASE);

    lock.release();
    assertThat(way.asked()).as("of another process's").contains(Op.RELEASE);
  }

  @Test
  void anotherHandleOfTheSameShouldKnowOfTheLoss() throws Exception {
    lock.acquire();
    way.end(Status.LOST);
    Semaphore same = new Semaphore(lock.reference());

    assertThatExceptionOfType(ManagerConnectionException.class).isThrownBy(same::release);

    assertThat(way.asked()).doesNotContain(Op.RELEASE);
  }

  @Test
  void anAcquireAfterALossShouldStandForTheLostOnes() throws Exception {
    lock.acquire();
    way.end(Status.LOST);
    lock.acquire();

    lock.release();

    assertThat(way.asked()).containsExactly(Op.ACQUIRE, Op.ACQUIRE, Op.RELEASE);
  }

  @Test
  void whatAGoneManagerHeldShouldNotBeReleasedAtTheNextOne() throws Exception {
    Held held = lock.hold();
    way.end(Status.GONE);
    FakeWay next = new FakeWay(manager);

    assertThatExceptionOfType(ManagerGoneException.class).isThrownBy(held::close);

    assertThat(next.asked()).isEmpty();
  }
}
