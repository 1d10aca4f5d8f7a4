package dev.warren.sync.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.sync.state.Desk.Visitor;
import dev.warren.sync.wire.Op;
import org.junit.jupiter.api.Test;

/** Python: multiprocessing.Queue and JoinableQueue. */
class QueueStateTest {

  private final Desk desk = new Desk();
  private final Visitor a = desk.visitor();
  private final Visitor b = desk.visitor();
  private final long queue = desk.owner.queue(0);
  private final long two = desk.owner.queue(2);

  @Test
  void itemsShouldComeOutInTheirOrder() {
    assertThat(a.now(queue, Op.PUT, "x")).isEqualTo("OK");
    assertThat(b.now(queue, Op.PUT, "y", "z")).isEqualTo("OK");

    assertThat(a.now(queue, Op.SIZE)).isEqualTo("OK 3");
    assertThat(a.now(queue, Op.GET)).isEqualTo("OK x");
    assertThat(b.now(queue, Op.GET, 5)).isEqualTo("OK y z");
    assertThat(b.now(queue, Op.GET)).isEqualTo("NO");
    assertThat(a.now(queue, Op.BOUND)).isEqualTo("OK 0");
  }

  @Test
  void gettersShouldBeServedInTheirOrder() {
    long first = a.waitFor(queue, Op.GET);
    long second = b.waitFor(queue, Op.GET);

    a.now(queue, Op.PUT, "x");

    assertThat(a.shown(first)).isEqualTo("OK x");
    assertThat(b.shown(second)).isEqualTo("waits");
    a.now(queue, Op.PUT, "y");
    assertThat(b.shown(second)).isEqualTo("OK y");
  }

  @Test
  void aGetterShouldEndEmptyWhenItsTimeIsOver() {
    long waiting = a.ask(queue, Op.GET, 100);

    desk.pass(99);
    assertThat(a.shown(waiting)).isEqualTo("waits");
    desk.pass(1);

    assertThat(a.shown(waiting)).isEqualTo("NO");
    b.now(queue, Op.PUT, "x");
    assertThat(b.now(queue, Op.GET)).isEqualTo("OK x");
  }

  @Test
  void aServedGetterShouldLeaveNoAlarm() {
    a.ask(queue, Op.GET, 100);
    assertThat(desk.planned()).isOne();

    b.now(queue, Op.PUT, "x");

    assertThat(desk.planned()).isZero();
  }

  @Test
  void aFullQueueShouldHoldPuttersBack() {
    a.now(two, Op.PUT, "1");
    a.now(two, Op.PUT, "2");

    assertThat(a.now(two, Op.PUT, "no")).isEqualTo("NO");
    long third = a.waitFor(two, Op.PUT, "3");
    long late = b.ask(two, Op.PUT, 10, "late");
    desk.pass(10);

    assertThat(b.shown(late)).isEqualTo("NO");
    assertThat(a.shown(third)).isEqualTo("waits");
    assertThat(b.now(two, Op.GET)).isEqualTo("OK 1");
    assertThat(a.shown(third)).isEqualTo("OK");
    assertThat(b.now(two, Op.GET, 9)).isEqualTo("OK 2 3");
  }

  @Test
  void aPutOfManyShouldGoInAsThereIsRoom() {
    long many = a.waitFor(two, Op.PUT, "1", "2", "3", "4", "5");
    long behind = b.waitFor(two, Op.PUT, "6");

    assertThat(a.shown(many)).isEqualTo("waits");
    assertThat(b.now(two, Op.GET, 9)).isEqualTo("OK 1 2");
    assertThat(b.now(two, Op.GET, 9)).isEqualTo("OK 3 4");
    assertThat(a.shown(many)).isEqualTo("OK");
    assertThat(b.shown(behind)).isEqualTo("OK");
    assertThat(b.now(two, Op.GET, 9)).isEqualTo("OK 5 6");
  }

  @Test
  void joinShouldWaitUntilAllIsDone() {
    assertThat(a.now(queue, Op.JOIN)).isEqualTo("OK");
    a.now(queue, Op.PUT, "x");
    a.now(queue, Op.PUT, "y");
    b.now(queue, Op.GET, 2);
    assertThat(a.now(queue, Op.JOIN)).isEqualTo("NO");
    long join = a.waitFor(queue, Op.JOIN);

    b.now(queue, Op.TASK_DONE);
    assertThat(a.shown(join)).isEqualTo("waits");
    b.now(queue, Op.TASK_DONE);

    assertThat(a.shown(join)).isEqualTo("OK");
    assertThat(b.now(queue, Op.TASK_DONE)).isEqualTo("TOO_OFTEN");
  }

  @Test
  void theDeadShouldGetNothing() {
    a.waitFor(queue, Op.GET);
    a.dies();

    b.now(queue, Op.PUT, "x");

    assertThat(b.now(queue, Op.GET)).isEqualTo("OK x");
  }

  @Test
  void whatTheDeadHavePutShouldStay() {
    a.waitFor(two, Op.PUT, "1", "2", "3");
    long behind = b.waitFor(two, Op.PUT, "4");

    a.dies();

    assertThat(b.now(two, Op.GET, 9)).isEqualTo("OK 1 2");
    assertThat(b.shown(behind)).isEqualTo("OK");
    assertThat(b.now(two, Op.GET, 9)).isEqualTo("OK 4");
  }

  @Test
  void aGivenUpRequestShouldEndAndAnAnsweredOneShouldNot() {
    long waiting = a.waitFor(queue, Op.GET);
    a.cancel(waiting);
    assertThat(a.shown(waiting)).isEqualTo("CANCELLED");

    long served = a.waitFor(queue, Op.GET);
    b.now(queue, Op.PUT, "x");
    a.cancel(served);
    assertThat(a.shown(served)).isEqualTo("OK x");
  }

  @Test
  void whatIsNoQueueOperationShouldBeRefused() {
    assertThat(a.now(queue, Op.ACQUIRE)).isEqualTo("MALFORMED");
    assertThat(a.now(queue, Op.GET, "many")).isEqualTo("MALFORMED");
    assertThat(a.now(99, Op.GET)).isEqualTo("MALFORMED");
  }

  @Test
  void theEndOfTheOwnerShouldEndEveryRequest() {
    long waiting = a.waitFor(queue, Op.GET);

    desk.owner.close();

    assertThat(a.shown(waiting)).isEqualTo("all GONE");
    assertThat(b.shown(b.ask(queue, Op.SIZE, 0))).isEqualTo("all GONE");
    assertThat(desk.visitor().now(queue, Op.SIZE)).isEqualTo("all GONE");
  }
}
