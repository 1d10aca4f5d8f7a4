package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.LiveReader;
import dev.warren.task.TaskEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held, who hears of it, and what its producer drops. */
class LeasesTest extends LeasesFixture {

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
}
