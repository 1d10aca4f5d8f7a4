package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.LiveReader;
import dev.warren.codec.Signer;
import dev.warren.task.TaskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final String KEY = "0123456789abcdef";
  private static final String REPLIES = "warren.replies.p.1";

  private final FakePublisher publisher = new FakePublisher();
  private final EventPost post = new EventPost("far");
  private final Outbox outbox = new Outbox(reason -> {}, queue -> {});
  private final Inbox inbox = new Inbox();
  private final List<Long> stopped = new ArrayList<>();
  private final List<Long> settled = new ArrayList<>();
  private long now;
  private final Leases leases = new Leases(inbox, Signer.of(KEY), post, "far", () -> now);

  @BeforeEach
  void connect() {
    post.up(publisher, () -> false);
    leases.up();
  }

  private static Batched delivery(String replyTo, long batch) {
    return new Batched(replyTo, batch, KEY);
  }

  private Answer begin(Batched delivery, long batch) {
    Answer answer =
        new Answer(
            delivery,
            outbox,
            outcomes -> List.of(),
            "control",
            () -> {
              settled.add(batch);
              leases.settled(delivery);
            });
    leases.take(delivery, batch, answer, () -> stopped.add(batch));
    return answer;
  }

  private void seconds(long more) {
    now += TimeUnit.SECONDS.toNanos(more);
    leases.look();
  }

  private List<TaskEvent> said(String replyTo) {
    FakePublisher.Sent sent = publisher.next();
    assertThat(sent.message().queue()).isEqualTo(replyTo);
    return LiveReader.read(sent.message().body()).events();
  }

  @Test
  void whatIsDoneBeforeTheNextLookIsNeverMentioned() {
    for (long batch = 0; batch < 100; batch++) {
      begin(delivery(REPLIES, batch), batch).complete();
      seconds(5);
    }

    assertThat(settled).hasSize(100);
    assertThat(publisher.sent).isEmpty();
  }

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
  void eachProducerHearsWhatIsHeldOfItsOwn() {
    begin(delivery(REPLIES, 4), 4);
    begin(delivery("warren.replies.q.7", 4), 4);
    seconds(1);
    assertThat(publisher.sent).isEmpty();

    seconds(4);

    assertThat(publisher.sent).hasSize(2);
    assertThat(publisher.sent)
        .allMatch(
            it ->
                LiveReader.read(it.message().body())
                    .events()
                    .equals(List.of(new TaskEvent.Holding(List.of(4L)))))
        .extracting(it -> it.message().queue())
        .containsExactlyInAnyOrder(REPLIES, "warren.replies.q.7");
  }

  @Test
  void whatWaitsForASlotIsHeldAsWell() {
    inbox.add(delivery(REPLIES, 9));
    seconds(5);
    assertThat(publisher.sent).isEmpty();

    seconds(5);

    assertThat(said(REPLIES)).containsExactly(new TaskEvent.Holding(List.of(9L)));
  }

  @Test
  void aProducerWhoseReplyQueueIsGoneIsLookedForOnItsNextConnections() {
    begin(delivery(REPLIES, 4), 4);
    seconds(5);
    FakePublisher.Sent first = publisher.next();
    assertThat(first.message().queue()).isEqualTo(REPLIES);
    seconds(5);
    assertThat(said(REPLIES)).containsExactly(new TaskEvent.Holding(List.of(4L)));

    first.receipt().unroutable();
    seconds(5);

    assertThat(publisher.sent).hasSize(Leases.SUCCESSORS);
    assertThat(said("warren.replies.p.2")).containsExactly(new TaskEvent.Holding(List.of(4L)));
    assertThat(said("warren.replies.p.3")).containsExactly(new TaskEvent.Holding(List.of(4L)));
  }

  @Test
  void nobodyElseIsLookedForWhenAReplyQueueIsGone() {
    begin(delivery("somewhere", 4), 4);
    seconds(5);
    publisher.next().receipt().unroutable();

    seconds(5);

    assertThat(publisher.sent).isEmpty();
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

  @Test
  void whatItsProducerDropsIsEndedAndAcknowledged() {
    Batched running = delivery(REPLIES, 4);
    Answer answer = begin(running, 4);
    begin(delivery(REPLIES, 5), 5);
    begin(delivery("warren.replies.q.1", 4), 400);
    Batched waiting = delivery(REPLIES, 6);
    inbox.add(waiting);
    seconds(5);
    seconds(5);

    leases.drop("warren.replies.p", List.of(4L, 6L));

    assertThat(stopped).containsExactly(4L);
    assertThat(waiting.acks()).isEqualTo(1);
    assertThat(inbox.waiting()).isEmpty();
    answer.complete();
    assertThat(running.acks()).isEqualTo(1);
  }

  @Test
  void whatWasReplayedIsNotItsProducersToDrop() {
    begin(replayed(4), 4);
    Batched waiting = replayed(6);
    inbox.add(waiting);
    seconds(5);
    seconds(5);
    assertThat(publisher.sent).isEmpty();

    leases.drop("warren.replies.p", List.of(4L, 6L));

    assertThat(stopped).isEmpty();
    assertThat(inbox.waiting()).containsExactly(waiting);
  }

  private static Batched replayed(long batch) {
    return new Batched(REPLIES, batch, KEY) {
      @Override
      public String note() {
        return "was dead";
      }
    };
  }

  private void answerTooLate() {
    Batched lost = delivery(REPLIES, 4);
    Answer answer = begin(lost, 4);
    lost.lose();
    answer.complete();
  }

  @Test
  void whatIsAnsweredTooLateToBeAcknowledgedShouldNotRunAgain() {
    answerTooLate();
    Batched again = delivery(REPLIES, 4);

    assertThat(leases.adopt(delivery(REPLIES, 5))).isFalse();
    assertThat(leases.adopt(delivery("warren.replies.p.2", 4))).as("nobody has answered").isFalse();
    assertThat(leases.adopt(again)).isTrue();

    assertThat(again.acks()).isEqualTo(1);
    assertThat(leases.adopt(delivery(REPLIES, 4))).as("lost once more").isTrue();
  }

  @Test
  void whatComesAgainWhileItsAnswerIsOnlyJustOverShouldNotRunAgain() {
    Batched again = delivery(REPLIES, 4);
    List<Boolean> adopted = new ArrayList<>();
    Batched lost =
        new Batched(REPLIES, 4, KEY) {
          @Override
          public synchronized void ack() {
            super.ack();
            adopted.add(leases.adopt(again));
          }
        };
    Answer answer = begin(lost, 4);
    lost.lose();

    answer.complete();

    assertThat(adopted).containsExactly(true);
    assertThat(again.acks()).isEqualTo(1);
  }

  @Test
  void whatIsAnsweredAndAcknowledgedMayComeAgain() {
    begin(delivery(REPLIES, 4), 4).complete();

    assertThat(leases.adopt(delivery(REPLIES, 4))).isFalse();
  }

  @Test
  void whatWasGivenUpIsNotAnswered() {
    Batched lost = delivery(REPLIES, 4);
    Answer answer = begin(lost, 4);
    lost.lose();
    leases.down();
    leases.up();
    now += Leases.GRACE_NANOS;
    leases.look();
    answer.complete();

    assertThat(leases.adopt(delivery(REPLIES, 4))).isFalse();
  }

  @Test
  void answersShouldBeForgottenWhenWhatTheyAreToDoesNotComeBack() {
    answerTooLate();
    now += Leases.GRACE_NANOS;
    leases.look();

    assertThat(leases.adopt(delivery(REPLIES, 4))).isFalse();
  }

  @Test
  void whatIsReplayedShouldRunThoughItWasAnswered() {
    answerTooLate();
    Batched replayed =
        new Batched(REPLIES, 4, KEY) {
          @Override
          public String note() {
            return "replayed";
          }
        };

    assertThat(leases.adopt(replayed)).isFalse();
  }
}
