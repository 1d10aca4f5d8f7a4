package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes again when it is answered already. */
class LeasesAnsweredTest extends LeasesFixture {

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
