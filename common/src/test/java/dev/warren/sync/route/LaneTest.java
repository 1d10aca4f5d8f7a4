package dev.warren.sync.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import dev.warren.transport.Receipt;
import dev.warren.transport.RefusalPause;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final String MANAGER = "m";

  /** More than a manager may take to come back. */
  private static final int MANY_LOOKS = 10;

  private record Sent(Letter letter, Receipt receipt) {}

  private final Deque<Sent> sent = new ArrayDeque<>();
  private final List<Status> ends = new ArrayList<>();
  private final Lane lane = new Lane(MANAGER, "q", new AtomicLong()::incrementAndGet);
  private final Port port =
      lane.open(
          answer -> {
            if (answer.number() == Answer.TO_ALL) {
              ends.add(answer.status());
            }
          });

  private void connect() {
    lane.connected(
        new Outlet.Way(
            (message, receipt) -> sent.add(new Sent(Letter.of(message.body()), receipt)),
            "replies",
            Runnable::run,
            new RefusalPause()));
  }

  private void ask(Op op) {
    port.send(new Request(op, 1, 1, 1, Request.FOR_EVER, List.of()));
  }

  /** The manager takes what was sent and says that it is there; returns what was in it. */
  private List<Letter.Entry> taken(long epoch) {
    List<Letter.Entry> entries = new ArrayList<>();
    while (!sent.isEmpty()) {
      Sent next = sent.remove();
      next.receipt().confirmed();
      entries.addAll(next.letter().entries());
    }
    hear(epoch);
    return entries;
  }

  private void hear(long epoch, byte[]... entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Letter.head(MANAGER, epoch));
    for (byte[] each : entries) {
      all.writeBytes(each);
    }
    lane.receive(Letter.of(all.toByteArray()));
  }

  /** There is no such queue. */
  private void comeBack() {
    List.copyOf(sent).forEach(each -> each.receipt().unroutable());
    sent.clear();
  }

  private static List<Op> ops(List<Letter.Entry> entries) {
    return entries.stream().map(each -> Request.of(each.frame()).op()).toList();
  }

  private void waitAt(long epoch) {
    connect();
    ask(Op.GET);
    taken(epoch);
    assertThat(ops(taken(epoch))).containsExactly(Op.GET);
  }

  @Test
  void aManagerThatIsNotThereYetShouldBeWaitedFor() {
    connect();
    ask(Op.GET);
    comeBack();
    assertThat(ends).isEmpty();

    lane.look();
    taken(2);

    assertThat(ops(taken(2))).containsExactly(Op.GET);
    assertThat(ends).isEmpty();
  }

  @Test
  void aManagerThatIsGoneShouldBeGoneAtOnceForWhoAsksLater() {
    connect();
    ask(Op.GET);
    for (int i = 0; i < MANY_LOOKS && ends.isEmpty(); i++) {
      lane.look();
      comeBack();
    }
    assertThat(ends).containsExactly(Status.GONE);

    ask(Op.GET);
    comeBack();

    assertThat(ends).containsExactly(Status.GONE, Status.GONE);
  }

  @Test
  void aManagerThatComesBackShouldHaveLostWhatWasAsked() {
    waitAt(1);
    lane.look();
    comeBack();
    lane.look();
    comeBack();
    assertThat(ends).isEmpty();

    lane.look();
    taken(2);

    assertThat(ends).containsExactly(Status.LOST);
    ask(Op.GET);
    assertThat(ops(taken(2))).containsExactly(Op.GET);
  }

  @Test
  void aManagerThatStaysAwayShouldBeGone() {
    waitAt(1);
    for (int i = 0; i < MANY_LOOKS; i++) {
      lane.look();
      comeBack();
    }

    assertThat(ends).first().isEqualTo(Status.GONE);
  }

  @Test
  void aManagerMayConnectAgainLaterThanTheRelay() {
    waitAt(1);
    lane.disconnected();
    connect();
    ask(Op.PUT);
    comeBack();
    assertThat(ends).containsExactly(Status.LOST);

    lane.look();
    taken(2);

    assertThat(ops(taken(2))).containsExactly(Op.PUT);
    assertThat(ends).containsExactly(Status.LOST);
  }

  @Test
  void whoAsksNothingShouldHearThatTheManagerIsGone() {
    waitAt(1);
    hear(1, Letter.entry(1, new Answer(1, Status.OK, List.of()).toFrame()));
    for (int i = 0; i < 2 * MANY_LOOKS; i++) {
      lane.look();
      comeBack();
    }

    assertThat(ends).containsExactly(Status.GONE);
  }

  @Test
  void aClientThatLeavesShouldBeForgotten() {
    waitAt(1);
    assertThat(lane.isUnused()).isFalse();

    port.close();
    port.close();

    assertThat(lane.isUnused()).isTrue();
    assertThat(ops(taken(1))).containsExactly(Op.LEAVE);
    ask(Op.GET);
    assertThat(ends).as("nobody would answer").containsExactly(Status.GONE);
  }

  @Test
  void aClientMayLeaveWhenItHearsOfTheEnd() {
    List<AtomicReference<Port>> others = List.of(new AtomicReference<>(), new AtomicReference<>());
    others.forEach(each -> each.set(lane.open(answer -> each.get().close())));
    waitAt(1);

    lane.disconnected();

    assertThat(lane.isUnused()).isFalse();
    port.close();
    assertThat(lane.isUnused()).isTrue();
  }

  @Test
  void anEndedLaneShouldAnswerWhoeverStillUsesIt() {
    waitAt(1);
    lane.end();

    ask(Op.GET);

    assertThat(ends).containsExactly(Status.GONE, Status.GONE);
  }
}
