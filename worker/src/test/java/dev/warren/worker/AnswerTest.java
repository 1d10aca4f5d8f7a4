package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Ticket;
import dev.warren.transport.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AnswerTest {

  private final FakeDelivery delivery = new FakeDelivery("replies");
  private final Outbox outbox = new Outbox(reason -> {}, queue -> {});
  private final FakePublisher publisher = new FakePublisher();
  private final List<Supplier<Message>> buried = new ArrayList<>();
  private int settled;
  private final Answer answer =
      new Answer(delivery, outbox, outcomes -> buried, "control", () -> settled++);

  private static Message call(String replyTo) {
    return new Message("tasks", new byte[] {7}, replyTo, new byte[0]);
  }

  private void assertSettled(int times) {
    assertThat(delivery.acks()).isEqualTo(times);
    assertThat(settled).isEqualTo(times);
  }

  @Test
  void acknowledgesWhenTheLastOutcomeIsConfirmed() {
    outbox.up(publisher);
    answer.send(new byte[] {1});
    answer.send(new byte[] {2});
    answer.complete();
    FakePublisher.Sent first = publisher.next();
    FakePublisher.Sent second = publisher.next();
    assertThat(first.message().queue()).isEqualTo("replies");
    assertThat(first.message().body()).containsExactly(1);

    second.receipt().confirmed();
    assertSettled(0);
    first.receipt().confirmed();

    assertSettled(1);
  }

  @Test
  void acknowledgesNothingBeforeItIsComplete() {
    outbox.up(publisher);
    answer.send(new byte[] {1});
    publisher.next().receipt().confirmed();
    assertSettled(0);

    answer.complete();

    assertSettled(1);
  }

  @Test
  void givesBackAllThatItWouldHaveAcknowledged() {
    int[] given = {0};
    FakeDelivery mine =
        new FakeDelivery("warren.replies.p.1") {
          @Override
          public void giveBack() {
            given[0]++;
          }
        };
    Answer whole = new Answer(mine, outbox, outcomes -> buried, "control", () -> settled++);

    whole.giveBack();

    assertThat(given[0]).isEqualTo(1);
    assertThat(mine.acks()).isZero();
    assertThat(settled).isEqualTo(1);
    assertThat(whole.isOver()).isTrue();
    assertThat(whole.adopt(new FakeDelivery("warren.replies.p.1"))).isFalse();
  }

  @Test
  void isNotOverForAnEarlierListenerWhenALaterCopyHasCome() {
    FakeDelivery earlier = new FakeDelivery("warren.replies.p.1");
    FakeDelivery later = new FakeDelivery("warren.replies.p.2");
    Answer both = new Answer(earlier, outbox, outcomes -> buried, "control", () -> settled++);
    assertThat(both.adopt(later)).isTrue();

    assertThat(both.completeFor("warren.replies.p.1")).isFalse();
    assertThat(later.acks()).isZero();

    assertThat(both.completeFor("warren.replies.p.2")).isTrue();
    assertThat(later.acks()).isEqualTo(1);
    assertThat(settled).isEqualTo(1);
    assertThat(both.adopt(new FakeDelivery("warren.replies.p.3"))).isFalse();
  }

  @Test
  void acknowledgesAtOnceWhatHasNoOutcomes() {
    answer.complete();

    assertSettled(1);
  }

  @Test
  void waitsForTheBrokerToTakeBackACall() {
    outbox.up(publisher);
    List<String> told = new ArrayList<>();
    answer.sendBack(AnswerTest::call, told::add, new byte[] {8});
    answer.complete();
    FakePublisher.Sent call = publisher.next();
    assertThat(call.message().queue()).isEqualTo("tasks");
    assertSettled(0);
    assertThat(told).isEmpty();

    call.receipt().confirmed();

    assertSettled(1);
    assertThat(told).containsExactly("replies");
    assertThat(publisher.sent).isEmpty();
  }

  @Test
  void anUrgentCallGoesBackAsOne() {
    outbox.up(publisher);
    FakeDelivery urgent =
        new FakeDelivery("replies") {
          @Override
          public int priority() {
            return 9;
          }
        };
    Answer again = new Answer(urgent, outbox, outcomes -> buried, "control", () -> settled++);

    again.sendBack(AnswerTest::call, replies -> {}, new byte[] {8});
    answer.sendBack(AnswerTest::call, replies -> {}, new byte[] {8});

    assertThat(publisher.next().message().priority()).isEqualTo(9);
    assertThat(publisher.next().message().priority()).isEqualTo(Ticket.USUAL_PRIORITY);
  }

  @Test
  void aReplayedCallGoesBackAsOne() {
    outbox.up(publisher);
    FakeDelivery replayed =
        new FakeDelivery("replies") {
          @Override
          public String note() {
            return "was dead";
          }
        };
    Answer again = new Answer(replayed, outbox, outcomes -> buried, "control", () -> settled++);

    again.sendBack(AnswerTest::call, replies -> {}, new byte[] {8});
    answer.sendBack(AnswerTest::call, replies -> {}, new byte[] {8});

    assertThat(publisher.next().message().note()).isEqualTo("was dead");
    assertThat(publisher.next().message().note()).isEmpty();
  }

  @Test
  void aCallThatHasNoQueueToGoBackToHasItsOutcome() {
    outbox.up(publisher);
    List<String> told = new ArrayList<>();
    answer.sendBack(AnswerTest::call, told::add, new byte[] {8});
    answer.complete();

    publisher.next().receipt().unroutable();
    FakePublisher.Sent outcome = publisher.next();
    assertThat(outcome.message().queue()).isEqualTo("replies");
    assertThat(outcome.message().body()).containsExactly(8);
    assertSettled(0);
    outcome.receipt().confirmed();

    assertSettled(1);
    assertThat(told).isEmpty();
  }

  @Test
  void acknowledgesOnceThoughConfirmsComeTwice() {
    answer.send(new byte[] {1});
    answer.send(new byte[] {2});
    answer.complete();
    outbox.up(publisher);
    List<FakePublisher.Sent> all = new ArrayList<>();
    Collections.addAll(all, publisher.next(), publisher.next());
    outbox.up(publisher);
    Collections.addAll(all, publisher.next(), publisher.next());

    all.get(0).receipt().confirmed();
    all.get(2).receipt().confirmed();
    assertSettled(0);
    all.get(3).receipt().confirmed();
    all.get(1).receipt().confirmed();

    assertSettled(1);
  }

  @Test
  void acknowledgesNothingBeforeTheDeadQueueHasIt() {
    outbox.up(publisher);
    buried.add(() -> Message.of("dead", new byte[] {9}));
    answer.send(new byte[] {1});
    answer.complete();
    FakePublisher.Sent letter = publisher.next();
    assertThat(letter.message().queue()).isEqualTo("dead");
    publisher.next().receipt().confirmed();
    assertSettled(0);

    letter.receipt().confirmed();

    assertSettled(1);
  }

  @Test
  void keepsWhatTheDeadQueueDoesNotTake() {
    outbox.up(publisher);
    answer.bury(() -> Message.of("dead", new byte[] {9}));
    answer.complete();

    publisher.next().receipt().unroutable();

    assertSettled(0);
  }

  @Test
  void whatIsAbandonedSaysNothingMore() {
    outbox.up(publisher);
    answer.abandon();
    List<String> told = new ArrayList<>();

    answer.send(new byte[] {1});
    answer.bury(() -> call("replies"));
    answer.sendBack(AnswerTest::call, told::add, new byte[] {8});
    answer.complete();

    assertThat(publisher.sent).isEmpty();
    assertThat(told).isEmpty();
    assertSettled(1);
  }
}
