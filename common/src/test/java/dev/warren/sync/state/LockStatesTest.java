package dev.warren.sync.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.sync.state.Desk.Visitor;
import dev.warren.sync.wire.Op;
import org.junit.jupiter.api.Test;

/** Python: multiprocessing.Lock, RLock, Semaphore and BoundedSemaphore. */
class LockStatesTest {

  private final Desk desk = new Desk();
  private final Visitor a = desk.visitor();
  private final Visitor b = desk.visitor();
  private final Visitor c = desk.visitor();
  private final long lock = desk.owner.semaphore(1, true);
  private final long rlock = desk.owner.rlock();
  private final long free = desk.owner.semaphore(0, false);

  @Test
  void aLockShouldBeHeldOnceAndPassedOnInOrder() {
    assertThat(a.now(lock, Op.ACQUIRE)).isEqualTo("OK");
    assertThat(a.now(lock, Op.ACQUIRE)).isEqualTo("NO");
    long second = b.waitFor(lock, Op.ACQUIRE);
    long third = c.waitFor(lock, Op.ACQUIRE);
    assertThat(a.now(lock, Op.SIZE)).isEqualTo("OK 0");

    a.now(lock, Op.RELEASE);

    assertThat(b.shown(second)).isEqualTo("OK");
    assertThat(c.shown(third)).isEqualTo("waits");
    b.now(lock, Op.RELEASE);
    assertThat(c.shown(third)).isEqualTo("OK");
    assertThat(c.now(lock, Op.RELEASE)).isEqualTo("OK");
    assertThat(c.now(lock, Op.RELEASE)).isEqualTo("TOO_OFTEN");
  }

  @Test
  void aLockShouldBeReleasedByAnybody() {
    a.now(lock, Op.ACQUIRE);

    assertThat(b.now(lock, Op.RELEASE)).isEqualTo("OK");

    assertThat(c.now(lock, Op.ACQUIRE)).isEqualTo("OK");
    a.dies();
    assertThat(b.now(lock, Op.ACQUIRE)).as("c holds it").isEqualTo("NO");
  }

  @Test
  void aLockShouldBeFreeWhenItsHolderDies() {
    a.now(lock, Op.ACQUIRE);
    long waiting = b.waitFor(lock, Op.ACQUIRE);

    a.dies();

    assertThat(b.shown(waiting)).isEqualTo("OK");
    assertThat(b.now(lock, Op.RELEASE)).isEqualTo("OK");
  }

  @Test
  void aDeadWaiterShouldNotGetTheLock() {
    a.now(lock, Op.ACQUIRE);
    b.waitFor(lock, Op.ACQUIRE);
    long third = c.waitFor(lock, Op.ACQUIRE);
    b.dies();

    a.now(lock, Op.RELEASE);

    assertThat(c.shown(third)).isEqualTo("OK");
  }

  @Test
  void aLateWaiterShouldGiveUp() {
    a.now(lock, Op.ACQUIRE);
    long late = b.ask(lock, Op.ACQUIRE, 5);
    desk.pass(5);

    assertThat(b.shown(late)).isEqualTo("NO");
    a.now(lock, Op.RELEASE);
    assertThat(c.now(lock, Op.ACQUIRE)).isEqualTo("OK");
  }

  @Test
  void aSemaphoreShouldSignalBetweenProcesses() {
    long waiting = a.waitFor(free, Op.ACQUIRE);

    assertThat(b.now(free, Op.RELEASE)).isEqualTo("OK");
    assertThat(a.shown(waiting)).isEqualTo("OK");
    b.now(free, Op.RELEASE);
    b.now(free, Op.RELEASE);

    assertThat(c.now(free, Op.SIZE)).isEqualTo("OK 2");
  }

  @Test
  void permitsOfTheDeadShouldComeBackOnce() {
    long three = desk.owner.semaphore(3, true);
    a.now(three, Op.ACQUIRE);
    a.now(three, Op.ACQUIRE);
    b.now(three, Op.ACQUIRE);
    b.now(three, Op.RELEASE);
    assertThat(b.now(three, Op.RELEASE)).as("one of a's").isEqualTo("OK");

    a.dies();

    assertThat(b.now(three, Op.SIZE)).isEqualTo("OK 3");
    assertThat(b.now(three, Op.RELEASE)).isEqualTo("TOO_OFTEN");
  }

  @Test
  void anRlockShouldBeTakenAgainByItsThreadOnly() {
    assertThat(a.now(rlock, Op.ACQUIRE)).isEqualTo("OK");
    assertThat(a.now(rlock, Op.ACQUIRE)).isEqualTo("OK");
    assertThat(a.onThread(2).now(rlock, Op.ACQUIRE)).isEqualTo("NO");
    assertThat(a.now(rlock, Op.RELEASE)).isEqualTo("NOT_HELD");
    assertThat(b.now(rlock, Op.RELEASE)).isEqualTo("NOT_HELD");
    long waiting = b.waitFor(rlock, Op.ACQUIRE);

    a.onThread(1).now(rlock, Op.RELEASE);
    assertThat(b.shown(waiting)).isEqualTo("waits");
    a.now(rlock, Op.RELEASE);

    assertThat(b.shown(waiting)).isEqualTo("OK");
    assertThat(a.now(rlock, Op.RELEASE)).isEqualTo("NOT_HELD");
    b.now(rlock, Op.RELEASE);
    assertThat(b.now(rlock, Op.RELEASE)).as("held by nobody").isEqualTo("NOT_HELD");
  }

  @Test
  void anRlockShouldBeFreeWhenItsHolderDies() {
    a.now(rlock, Op.ACQUIRE);
    a.now(rlock, Op.ACQUIRE);
    long waiting = b.waitFor(rlock, Op.ACQUIRE);

    a.dies();

    assertThat(b.shown(waiting)).isEqualTo("OK");
    assertThat(b.now(rlock, Op.SIZE)).isEqualTo("OK 1");
  }
}
