package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is lost with its delivery, and comes back or does not. */
class LeasesLostTest extends LeasesFixture {

  @Test
  void whatGoesBackUnbegunRunsWhenItComesAgain() {
    Batched first = delivery(REPLIES, 4);
    Answer answer = begin(first, 4);
    leases.down();
    leases.up();

    leases.forget(first);
    answer.complete();

    assertThat(leases.adopt(delivery(REPLIES, 4))).isFalse();
    seconds(5);
    assertThat(publisher.sent).as("it holds nothing").isEmpty();
  }

  @Test
  void aLostBatchThatComesBackGoesOn() {
    Batched first = delivery(REPLIES, 4);
    Answer answer = begin(first, 4);
    leases.down();
    leases.up();
    Batched again = delivery(REPLIES, 4);
    inbox.add(again);

    seconds(5);
    seconds(60);

    assertThat(inbox.waiting()).isEmpty();
    assertThat(stopped).isEmpty();
    answer.complete();
    assertThat(again.acks()).isEqualTo(1);
    assertThat(settled).containsExactly(4L);
  }

  @Test
  void aSlotThatGetsWhatAnotherWorksOnLeavesItToThat() {
    begin(delivery(REPLIES, 4), 4);

    assertThat(leases.adopt(delivery(REPLIES, 4))).isTrue();
    assertThat(leases.adopt(delivery(REPLIES, 5))).isFalse();
    assertThat(leases.adopt(delivery("warren.replies.q.1", 4))).isFalse();
    assertThat(leases.adopt(new Batched(REPLIES, 4, "another key, as long"))).isFalse();
  }

  @Test
  void aLostBatchThatDoesNotComeBackIsGivenUp() {
    Batched first = delivery(REPLIES, 4);
    Answer answer = begin(first, 4);
    outbox.up(publisher);
    leases.down();
    now += TimeUnit.HOURS.toNanos(1);
    leases.up();

    seconds(29);
    assertThat(stopped).isEmpty();
    seconds(1);

    assertThat(stopped).containsExactly(4L);
    assertThat(leases.adopt(delivery(REPLIES, 4))).isFalse();
    publisher.sent.clear();
    answer.send(new byte[] {1});
    answer.complete();
    assertThat(publisher.sent).isEmpty();
    assertThat(settled).containsExactly(4L);
  }

  /** A slot may be between the queue and its work when the connection is lost. */
  @Test
  void whatWasLostBeforeItsSlotHasBegunIsGivenUpAsWell() {
    Batched early = delivery(REPLIES, 4);
    early.lose();
    leases.down();
    leases.up();

    begin(early, 4);
    seconds(30);

    assertThat(stopped).containsExactly(4L);
  }

  @Test
  void whatComesBackInTheLastMomentIsNotGivenUp() {
    Batched first = delivery(REPLIES, 4);
    Lease lease = new Lease(first, 4, begin(first, 4), () -> stopped.add(4L), now);
    lease.lose();
    assertThat(lease.adopt(delivery(REPLIES, 4))).isTrue();

    assertThat(lease.abandonIfLost()).isFalse();

    assertThat(stopped).isEmpty();
    lease.lose();
    assertThat(lease.abandonIfLost()).isTrue();
    assertThat(lease.abandonIfLost()).isFalse();
    assertThat(stopped).containsExactly(4L);
  }

  @Test
  void nothingIsGivenUpWhileThereIsNoConnection() {
    begin(delivery(REPLIES, 4), 4);
    leases.down();

    seconds(3_600);

    assertThat(stopped).isEmpty();
  }

  @Test
  void aProducerThatHasConnectedAnewIsAnsweredThere() {
    Answer answer = begin(delivery("warren.replies.p.9", 4), 4);
    outbox.up(publisher);
    assertThat(leases.adopt(delivery("warren.replies.p.10", 4))).isTrue();
    assertThat(leases.adopt(delivery("warren.replies.p.8", 4))).isTrue();

    answer.send(new byte[] {1});

    assertThat(publisher.next().message().queue()).isEqualTo("warren.replies.p.10");
  }

  @Test
  void aNewDeliveryShouldTakeThePlaceOfTheOldOne() {
    Batched first = delivery("warren.replies.p.9", 4);
    Batched second = delivery("warren.replies.p.10", 4);
    Batched older = delivery("warren.replies.p.8", 4);
    Answer answer = begin(first, 4);

    assertThat(leases.adopt(second)).isTrue();
    assertThat(leases.adopt(older)).isTrue();

    assertThat(first.acks()).as("its place is free for another batch").isEqualTo(1);
    assertThat(second.acks()).isZero();
    assertThat(older.acks()).isZero();
    answer.complete();
    assertThat(List.of(first.acks(), second.acks(), older.acks())).containsOnly(1);
  }

  @Test
  void whatHasBeenAnsweredElsewhereInPartIsNotAnsweredAnew() {
    Answer answer = begin(delivery(REPLIES, 4), 4);
    answer.send(new byte[] {1});

    assertThat(leases.adopt(delivery("warren.replies.p.2", 4))).isFalse();
    assertThat(leases.adopt(delivery(REPLIES, 4))).isTrue();
  }
}
