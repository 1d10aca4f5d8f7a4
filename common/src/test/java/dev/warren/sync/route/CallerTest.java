package dev.warren.sync.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallerTest {

  private final String manager = UUID.randomUUID().toString();
  private final FakeWay way = new FakeWay(manager);
  private final Caller caller = Caller.of(manager);

  @AfterEach
  void forget() {
    Caller.forget(manager);
  }

  private static Answer ask(Caller caller) {
    return caller.callNow(Op.GET, 1, List.of());
  }

  private static Status put(Caller caller) {
    return caller.send(Op.PUT, 1, List.of());
  }

  @Test
  void aWayThatIsGoneShouldBeClosedAndForgotten() {
    assertThat(ask(caller).status()).isEqualTo(Status.OK);

    way.end(Status.GONE);

    assertThat(way.closes()).isPositive();
    assertThat(ask(caller).status()).isEqualTo(Status.GONE);
    FakeWay other = new FakeWay(manager);
    assertThat(Caller.of(manager)).isNotSameAs(caller);
    assertThat(ask(Caller.of(manager)).status()).isEqualTo(Status.OK);
    assertThat(other.asked()).containsExactly(Op.GET);
    assertThat(way.asked()).as("nobody uses it any more").containsExactly(Op.GET);
  }

  @Test
  void anEarlierWaysEndShouldNotEndRequestsOfTheNext() throws Exception {
    ask(caller);
    way.end(Status.GONE);
    FakeWay other = new FakeWay(manager);
    other.beSilent();
    CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(() -> ask(Caller.of(manager)));
    await().until(() -> other.asked().size() == 1);

    way.end(Status.GONE);

    assertThat(asked).isNotDone();
    other.answer(other.lastNumber());
    assertThat(asked.get().status()).isEqualTo(Status.OK);
  }

  @Test
  void aLostWayShouldStay() {
    ask(caller);

    way.end(Status.LOST);

    assertThat(way.closes()).isZero();
    assertThat(ask(caller).status()).isEqualTo(Status.OK);
    assertThat(Caller.of(manager)).isSameAs(caller);
  }

  @Test
  void anAnswerToAnEarlierRequestShouldNotConfirmWhatWasSentLater() throws Exception {
    way.beSilent();
    CompletableFuture<Answer> asked = CompletableFuture.supplyAsync(() -> ask(caller));
    await().until(() -> way.asked().size() == 1);
    long earlier = way.lastNumber();
    put(caller);

    way.answer(earlier);
    way.end(Status.LOST);

    assertThat(asked.get().status()).isEqualTo(Status.OK);
    assertThat(put(caller)).isEqualTo(Status.LOST);
  }

  @Test
  void anAnswerToALaterRequestShouldConfirmWhatWasSentBefore() {
    put(caller);
    ask(caller);

    way.end(Status.LOST);

    assertThat(put(caller)).isEqualTo(Status.OK);
  }

  @Test
  void whatWasLostShouldBeToldOnceThoughTheManagerIsGone() {
    put(caller);
    way.end(Status.GONE);

    assertThat(Caller.of(manager)).isSameAs(caller);
    assertThat(put(Caller.of(manager))).isEqualTo(Status.GONE);
    FakeWay other = new FakeWay(manager);
    assertThat(put(Caller.of(manager))).isEqualTo(Status.OK);
    assertThat(other.asked()).containsExactly(Op.PUT);
  }

  @Test
  void aFlushShouldTellWhatItCouldNotDeliver() {
    way.beSilent();
    put(caller);
    CompletableFuture<Map<String, Status>> flushed =
        CompletableFuture.supplyAsync(Caller::flushAll);
    await().until(() -> way.asked().size() == 2);

    way.end(Status.LOST);

    assertThat(flushed.join()).containsEntry(manager, Status.LOST);
    assertThat(Caller.flushAll()).as("told already").doesNotContainKey(manager);
    assertThat(put(caller)).isEqualTo(Status.OK);
  }

  @Test
  void aFlushShouldNotBeCutShortByAnInterrupt() {
    put(caller);
    Thread.currentThread().interrupt();

    assertThat(Caller.flushAll()).doesNotContainKey(manager);

    assertThat(Thread.interrupted()).isTrue();
    way.end(Status.LOST);
    assertThat(put(caller)).as("it was confirmed").isEqualTo(Status.OK);
  }

  @Test
  void aTenureShouldEndWithTheWay() throws Exception {
    Reply first = caller.call(Op.ACQUIRE, 1, 0, List.of());
    assertThat(first.tenure().end()).isEmpty();

    way.end(Status.LOST);

    assertThat(first.tenure().end()).contains(Status.LOST);
    assertThat(caller.call(Op.ACQUIRE, 1, 0, List.of()).tenure().end()).isEmpty();
  }
}
