package dev.warren.sync.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.sync.state.Desk.Visitor;
import dev.warren.sync.wire.Op;
import org.junit.jupiter.api.Test;

/** Python: multiprocessing.Event, Condition and Barrier. */
class MeetingStatesTest {

  private final Desk desk = new Desk();
  private final Visitor a = desk.visitor();
  private final Visitor b = desk.visitor();
  private final Visitor c = desk.visitor();
  private final long event = desk.owner.event();
  private final long lock = desk.owner.rlock();
  private final long condition = desk.owner.condition(lock);
  private final long barrier = desk.owner.barrier(3);

  @Test
  void anEventShouldLetAllGo() {
    long first = a.waitFor(event, Op.AWAIT);
    long second = b.waitFor(event, Op.AWAIT);
    assertThat(c.now(event, Op.IS_SET)).isEqualTo("NO");
    assertThat(c.now(event, Op.AWAIT)).isEqualTo("NO");

    c.now(event, Op.SET);

    assertThat(a.shown(first)).isEqualTo("OK");
    assertThat(b.shown(second)).isEqualTo("OK");
    assertThat(c.now(event, Op.IS_SET)).isEqualTo("OK");
    assertThat(c.now(event, Op.AWAIT)).isEqualTo("OK");
    c.now(event, Op.CLEAR);
    assertThat(c.now(event, Op.IS_SET)).isEqualTo("NO");
  }

  @Test
  void aConditionShouldNeedItsLock() {
    assertThat(a.now(condition, Op.AWAIT)).isEqualTo("NOT_HELD");
    assertThat(a.now(condition, Op.SIGNAL, 1)).isEqualTo("NOT_HELD");
    b.now(condition, Op.ACQUIRE);
    assertThat(a.now(condition, Op.SIGNAL, 1)).isEqualTo("NOT_HELD");
    assertThat(b.onThread(2).now(condition, Op.AWAIT)).isEqualTo("NOT_HELD");
  }

  @Test
  void aWaiterShouldGiveTheLockUpAndHaveItBackAsDeep() {
    a.now(lock, Op.ACQUIRE);
    a.now(lock, Op.ACQUIRE);
    long waiting = a.waitFor(condition, Op.AWAIT);

    assertThat(b.now(condition, Op.ACQUIRE)).isEqualTo("OK");
    b.now(condition, Op.SIGNAL, 1);
    assertThat(a.shown(waiting)).isEqualTo("waits");
    b.now(condition, Op.RELEASE);

    assertThat(a.shown(waiting)).isEqualTo("OK");
    assertThat(a.now(lock, Op.SIZE)).isEqualTo("OK 2");
  }

  @Test
  void aSignalShouldWakeAsManyAsItSays() {
    long[] waiting = new long[3];
    Visitor[] all = {a, b, c};
    for (int i = 0; i < 3; i++) {
      all[i].now(condition, Op.ACQUIRE);
      waiting[i] = all[i].waitFor(condition, Op.AWAIT);
    }
    Visitor d = desk.visitor();
    d.now(condition, Op.ACQUIRE);
    d.now(condition, Op.SIGNAL, 2);
    d.now(condition, Op.RELEASE);

    assertThat(a.shown(waiting[0])).isEqualTo("OK");
    a.now(condition, Op.RELEASE);
    assertThat(b.shown(waiting[1])).isEqualTo("OK");
    b.now(condition, Op.RELEASE);
    assertThat(c.shown(waiting[2])).isEqualTo("waits");
  }

  @Test
  void aLateOrInterruptedWaiterShouldHoldTheLockAgain() {
    a.now(condition, Op.ACQUIRE);
    long late = a.ask(condition, Op.AWAIT, 5);
    b.now(condition, Op.ACQUIRE);
    desk.pass(5);
    assertThat(a.shown(late)).isEqualTo("waits");
    b.now(condition, Op.RELEASE);
    assertThat(a.shown(late)).isEqualTo("NO");

    long interrupted = a.waitFor(condition, Op.AWAIT);
    a.cancel(interrupted);
    assertThat(a.shown(interrupted)).isEqualTo("CANCELLED");
    assertThat(b.now(condition, Op.ACQUIRE)).isEqualTo("NO");
  }

  @Test
  void theDeadShouldNeitherHoldNorTakeASignal() {
    a.now(condition, Op.ACQUIRE);
    a.waitFor(condition, Op.AWAIT);
    b.now(condition, Op.ACQUIRE);
    long second = b.waitFor(condition, Op.AWAIT);
    a.dies();

    c.now(condition, Op.ACQUIRE);
    c.now(condition, Op.SIGNAL, 1);
    c.dies();

    assertThat(b.shown(second)).isEqualTo("OK");
  }

  @Test
  void aBarrierShouldLetAllThroughWithANumberEach() {
    long first = a.waitFor(barrier, Op.AWAIT);
    long second = b.waitFor(barrier, Op.AWAIT);
    assertThat(c.now(barrier, Op.SIZE)).isEqualTo("OK 2");
    assertThat(c.now(barrier, Op.BOUND)).isEqualTo("OK 3");

    assertThat(c.now(barrier, Op.AWAIT)).isEqualTo("OK 2");

    assertThat(a.shown(first)).isEqualTo("OK 0");
    assertThat(b.shown(second)).isEqualTo("OK 1");
    assertThat(c.now(barrier, Op.SIZE)).isEqualTo("OK 0");
    assertThat(c.now(barrier, Op.IS_SET)).isEqualTo("NO");
  }

  @Test
  void oneThatIsLateShouldBreakTheBarrierForAll() {
    long first = a.waitFor(barrier, Op.AWAIT);
    long second = b.ask(barrier, Op.AWAIT, 5);
    desk.pass(5);

    assertThat(a.shown(first)).isEqualTo("BROKEN");
    assertThat(b.shown(second)).isEqualTo("BROKEN");
    assertThat(c.now(barrier, Op.AWAIT)).isEqualTo("BROKEN");
    assertThat(c.now(barrier, Op.IS_SET)).isEqualTo("OK");
    c.now(barrier, Op.RESET);
    assertThat(c.now(barrier, Op.IS_SET)).isEqualTo("NO");
    assertThat(c.shown(c.waitFor(barrier, Op.AWAIT))).isEqualTo("waits");
  }

  @Test
  void oneThatDiesOrIsInterruptedShouldBreakTheBarrier() {
    long first = a.waitFor(barrier, Op.AWAIT);
    b.waitFor(barrier, Op.AWAIT);
    b.dies();
    assertThat(a.shown(first)).isEqualTo("BROKEN");

    c.now(barrier, Op.RESET);
    long again = a.waitFor(barrier, Op.AWAIT);
    long interrupted = c.waitFor(barrier, Op.AWAIT);
    c.cancel(interrupted);
    assertThat(c.shown(interrupted)).isEqualTo("CANCELLED");
    assertThat(a.shown(again)).isEqualTo("BROKEN");
  }

  @Test
  void abortAndResetShouldEndThoseWhoWait() {
    long first = a.waitFor(barrier, Op.AWAIT);
    b.now(barrier, Op.RESET);
    assertThat(a.shown(first)).isEqualTo("BROKEN");
    assertThat(b.now(barrier, Op.IS_SET)).isEqualTo("NO");

    long second = a.waitFor(barrier, Op.AWAIT);
    b.now(barrier, Op.ABORT);
    assertThat(a.shown(second)).isEqualTo("BROKEN");
    assertThat(b.now(barrier, Op.IS_SET)).isEqualTo("OK");
  }

  @Test
  void aBarrierOfOneShouldNotWait() {
    assertThat(a.now(desk.owner.barrier(1), Op.AWAIT)).isEqualTo("OK 0");
  }
}
