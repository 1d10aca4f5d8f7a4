package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.CallWriter;
import dev.warren.codec.LiveGroup;
import dev.warren.codec.LiveReader;
import dev.warren.task.Batch;
import dev.warren.task.Schedule;
import dev.warren.task.TaskEvent;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PermitsTest {

  private static final String REPLIES = "warren.replies.p.3";
  private static final String EARLIER = "warren.replies.p.2";
  private static final Instant DUE = Instant.ofEpochMilli(1_000);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE); // It may overflow any time.
  private final FakePublisher publisher = new FakePublisher();
  private final EventPost post = new EventPost("far");
  private final Permits permits = new Permits("far", post, new Deserted(now::get));

  @BeforeEach
  void connect() {
    post.listensOn("control");
    post.up(publisher, () -> false);
  }

  private static Batch batch(Schedule schedule) {
    CallWriter calls = new CallWriter();
    calls.add(1);
    Terms terms = Terms.ofDefaults().withSchedule(schedule);
    return calls.toBatch(9, TaskName.parse("a.B::c"), terms, new byte[0]);
  }

  private static Batch waited() {
    return batch(Schedule.atOnce().dueAt(DUE));
  }

  private CompletableFuture<Boolean> asking() {
    return asking(REPLIES, waited());
  }

  private CompletableFuture<Boolean> asking(String replyTo, Batch batch) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return permits.await(replyTo, batch);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static boolean soon(CompletableFuture<Boolean> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(2, TimeUnit.SECONDS); // Less than the patience.
  }

  @Test
  void producerShouldBeAskedAndItsAnswerCount() throws Exception {
    CompletableFuture<Boolean> answer = asking();
    FakePublisher.Sent question = publisher.next();

    assertThat(question.message().queue()).isEqualTo(REPLIES);
    assertThat(question.message().replyTo()).isEqualTo("control");
    LiveGroup group = LiveReader.read(question.message().body());
    assertThat(group.batch()).isEqualTo(9);
    assertThat(group.asksToBegin()).isTrue();
    assertThat(group.events()).containsExactly(new TaskEvent.Due(DUE.toEpochMilli()));
    assertThat(answer).isNotDone();

    permits.answer("warren.replies.q.3", 9, true);
    permits.answer(REPLIES, 8, true);
    assertThat(answer).isNotDone();
    permits.answer(REPLIES, 9, true);

    assertThat(soon(answer)).isTrue();
  }

  @Test
  void batchThatIsNotWantedShouldNotBegin() throws Exception {
    CompletableFuture<Boolean> answer = asking();
    publisher.next();

    permits.answer(REPLIES, 9, false);

    assertThat(soon(answer)).isFalse();
  }

  @Test
  void batchWhoseProducerHasGoneShouldNotBegin() throws Exception {
    CompletableFuture<Boolean> answer = asking();

    publisher.next().receipt().unroutable();

    assertThat(soon(answer)).isFalse();
  }

  /** The producer has lost its connection while the batch waited, and has sent it again. */
  @Test
  void oldCopyShouldNotTakeTheNewOneWithIt() throws Exception {
    CompletableFuture<Boolean> old = asking();
    FakePublisher.Sent oldQuestion = publisher.next();
    CompletableFuture<Boolean> fresh = asking("warren.replies.p.4", waited());
    assertThat(publisher.next().message().queue()).isEqualTo("warren.replies.p.4");

    oldQuestion.receipt().unroutable();
    assertThat(soon(old)).isFalse();
    assertThat(fresh).isNotDone();
    permits.answer("warren.replies.p.4", 9, true);

    assertThat(soon(fresh)).isTrue();
  }

  @Test
  void oldCopiesOfWhatAProducerHasSentAgainShouldNotBegin() throws Exception {
    permits.gone(REPLIES);
    assertThat(permits.await(REPLIES, batch(Schedule.atOnce()))).isFalse();
    assertThat(permits.await(REPLIES, waited())).isFalse();
    assertThat(publisher.sent).as("questions").isEmpty();
    assertThat(permits.await("warren.replies.p.4", batch(Schedule.atOnce()))).isTrue();
  }

  @Test
  void whatWasGoneAWhileAgoShouldBeAskedAgain() throws Exception {
    permits.gone(REPLIES);
    now.addAndGet(Deserted.BELIEVED_NANOS);
    CompletableFuture<Boolean> answer = asking(REPLIES, batch(Schedule.atOnce()));
    FakePublisher.Sent question = publisher.next();
    assertThat(LiveReader.read(question.message().body()).events())
        .containsExactly(new TaskEvent.Due(0));

    question.receipt().unroutable();

    assertThat(soon(answer)).isFalse();
    assertThat(permits.await(REPLIES, batch(Schedule.atOnce()))).isFalse();
    assertThat(publisher.sent).as("questions").isEmpty();
  }

  @Test
  void producerThatSeemedToHaveGoneShouldBeAskedOnce() throws Exception {
    permits.gone(REPLIES);
    now.addAndGet(Deserted.BELIEVED_NANOS);
    CompletableFuture<Boolean> answer = asking(REPLIES, batch(Schedule.atOnce()));
    publisher.next();

    permits.answer(REPLIES, 9, true);

    assertThat(soon(answer)).isTrue();
    assertThat(permits.await(REPLIES, batch(Schedule.atOnce()))).isTrue();
  }

  @Test
  void copyFromBeforeALostConnectionShouldGoAndTheOneThatCountsBegin() throws Exception {
    CompletableFuture<Boolean> earlier = asking(EARLIER, waited());
    FakePublisher.Sent inVain = publisher.next();
    CompletableFuture<Boolean> answer = asking();
    publisher.next();

    inVain.receipt().unroutable();
    assertThat(soon(earlier)).isFalse();
    assertThat(answer).isNotDone();

    now.addAndGet(Deserted.BELIEVED_NANOS);
    CompletableFuture<Boolean> another = asking(EARLIER, waited());
    FakePublisher.Sent again = publisher.next();
    permits.answer(REPLIES, 9, true);
    assertThat(soon(answer)).isTrue();
    assertThat(another).isNotDone();
    again.receipt().unroutable();
    assertThat(soon(another)).isFalse();
  }

  @Test
  void silentProducerShouldBeAskedAgain() throws Exception {
    CompletableFuture<Boolean> answer = asking();
    publisher.next().receipt().confirmed();

    FakePublisher.Sent second = publisher.sent.poll(15, TimeUnit.SECONDS);
    assertThat(second).isNotNull();
    second.receipt().unroutable();

    assertThat(soon(answer)).isFalse();
  }

  @Test
  void lostConnectionShouldEndTheWait() throws Exception {
    CompletableFuture<Boolean> answer = asking();
    publisher.next();

    permits.down();

    assertThat(soon(answer)).isFalse();
  }

  @Test
  void endOfTheHostShouldEndTheWaitAndEveryLaterOne() throws Exception {
    CompletableFuture<Boolean> answer = asking();
    publisher.next();

    permits.end();

    assertThat(soon(answer)).isFalse();
    assertThat(permits.await(REPLIES, waited())).isFalse();
    assertThat(publisher.sent).isEmpty();
  }

  @Test
  void nobodyShouldBeAskedForWhatHasNotWaitedOrHasNoListener() throws Exception {
    assertThat(permits.await(REPLIES, batch(Schedule.atOnce()))).isTrue();
    assertThat(permits.await("", waited())).isTrue();
    assertThat(permits.await("somebody", waited())).isTrue();

    assertThat(publisher.sent).isEmpty();
  }

  @Test
  void interruptShouldEndTheWait() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> permits.await(REPLIES, waited()))
        .isInstanceOf(InterruptedException.class);
  }
}
