package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.LiveReader;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.Signer;
import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.TaskEvent;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.worker.child.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a delivery does with calls that are to be tried again. */
class RetriesTest {

  private static final Signer SIGNER = Signer.of("0123456789abcdef");
  private static final Duration PAUSE = Duration.ofSeconds(7);
  private static final Failure FAILURE = new Failure("a.Gone", "gone", List.of(), null);

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .attempts(2)
          .crashAttempts(2)
          .backoff(new Backoff(PAUSE, 1, PAUSE, 0))
          .build();

  private final Outbox outbox = new Outbox(reason -> {}, queue -> {});
  private final FakePublisher publisher = new FakePublisher();
  private final FakePublisher told = new FakePublisher();
  private final EventPost events = new EventPost("far");
  private final FakeDelivery delivery = new FakeDelivery("replies");
  private final Answer answer =
      new Answer(delivery, outbox, outcomes -> List.of(), "control", () -> {});
  private final Retries retries = new Retries(answer, "tasks", SIGNER, events, "far");

  @BeforeEach
  void connect() {
    outbox.up(publisher);
    events.up(told, () -> false);
  }

  private static Batch batch(RetryPolicy policy) {
    CallWriter calls = new CallWriter();
    calls.add(5, "a");
    calls.add(6, "b");
    calls.add(7, "c");
    Terms terms = Terms.ofDefaults().withPolicy(policy);
    return calls.toBatch(9, TaskName.parse("a.B::c"), terms, new byte[0]);
  }

  private DeliveryRun run(Batch batch) {
    return new DeliveryRun(batch, answer, retries, "far", false);
  }

  /** What a child sends of a call that has failed and may be tried again. */
  private static byte[] again(Terms terms, long id) {
    Attempt ended =
        new Attempt(terms.attempt(), Instant.EPOCH, PAUSE, "far", 42, Ending.Failed.of(FAILURE));
    OutcomeWriter writer = new OutcomeWriter("far", 42);
    writer.after(terms.after(ended).history());
    writer.startedAt(Instant.EPOCH);
    writer.add(new Outcome.Failed(id, FAILURE), 5);
    return writer.take(9);
  }

  /** A child in which call 6 fails and the others do not end. */
  private static RunResult failing(Batch batch, int attempt, Results sink) {
    sink.again(again(batch.terms(), 6));
    return new RunResult(batch.size(), -1, Optional.empty());
  }

  /** A child that dies with the first call it runs. */
  private static RunResult dying(Batch batch, int attempt, Results sink) {
    return new RunResult(0, 0, Optional.of(new Death("far", 42, 137, "", List.of())));
  }

  private Batch sentBack() {
    FakePublisher.Sent sent = publisher.next();
    assertThat(sent.message().queue()).isEqualTo("tasks");
    assertThat(sent.message().replyTo()).isEqualTo("replies");
    assertThat(sent.message().delay()).isEqualTo(PAUSE);
    byte[] body = sent.message().body();
    assertThat(SIGNER.accepts("replies", body, sent.message().signature())).isTrue();
    sent.receipt().confirmed();
    return BatchCodec.decode(body);
  }

  private OutcomeGroup outcome() {
    FakePublisher.Sent sent = publisher.next();
    assertThat(sent.message().queue()).isEqualTo("replies");
    return OutcomeReader.read(sent.message().body());
  }

  @Test
  void aCallThatFailedGoesBackAloneWithItsHistory() throws Exception {
    run(batch(POLICY)).advance(RetriesTest::failing, 100);

    Batch again = sentBack();
    assertThat(again.id()).isEqualTo(9);
    assertThat(again.size()).isEqualTo(1);
    assertThat(again.taskId(0)).isEqualTo(6);
    assertThat(again.terms().policy()).isEqualTo(POLICY);
    assertThat(again.terms().attempt()).isEqualTo(2);
    assertThat(again.terms().history().get(0).ending()).isEqualTo(Ending.Failed.of(FAILURE));
    assertThat(publisher.sent).as("outcomes").isEmpty();
  }

  @Test
  void theProducerHearsOfItOnceTheBrokerHasIt() throws Exception {
    Instant before = Instant.now();
    run(batch(POLICY)).advance(RetriesTest::failing, 100);
    assertThat(told.sent).isEmpty();

    sentBack();

    var event = (TaskEvent.Retrying) LiveReader.read(told.next().message().body()).events().get(0);
    assertThat(event.id()).isEqualTo(6);
    assertThat(event.attempt()).isEqualTo(2);
    assertThat(event.due()).isAfterOrEqualTo(before.plus(PAUSE).minusMillis(1));
  }

  @Test
  void theLastFailureIsTheOutcomeAndTellsOfTheOthers() throws Exception {
    run(batch(POLICY)).advance(RetriesTest::failing, 100);

    run(sentBack()).advance(RetriesTest::failing, 100);

    OutcomeGroup group = outcome();
    assertThat(group.outcomes()).containsExactly(new Outcome.Failed(6, FAILURE));
    assertThat(group.history()).extracting(Attempt::number).containsExactly(1);
    assertThat(group.attempt()).isEqualTo(2);
    assertThat(group.startedAt()).contains(Instant.EPOCH);
    assertThat(group.nanos()).isEqualTo(5);
  }

  @Test
  void aCallWhoseQueueIsGoneFails() throws Exception {
    run(batch(POLICY)).advance(RetriesTest::failing, 100);

    publisher.next().receipt().unroutable();

    OutcomeGroup group = outcome();
    assertThat(group.outcomes()).containsExactly(new Outcome.Failed(6, FAILURE));
    assertThat(group.history()).isEmpty();
    assertThat(told.sent).isEmpty();
  }

  @Test
  void aCrashIsTriedAgainHereUnlessItHasToWait() throws Exception {
    DeliveryRun run = run(batch(POLICY));

    run.advance(RetriesTest::dying, 100);

    assertThat(publisher.sent).isEmpty();
    assertThat(run.nextTerms().attempt()).isEqualTo(2);
  }

  @Test
  void aCrashThatHasToWaitGoesBackToo() throws Exception {
    Backoff backoff = new Backoff(PAUSE, 1, PAUSE, 0);
    DeliveryRun run =
        run(batch(RetryPolicy.builder().crashAttempts(2).crashBackoff(backoff).build()));

    run.advance(RetriesTest::dying, 100);
    Batch again = sentBack();
    run(again).advance(RetriesTest::dying, 100);

    assertThat(again.taskId(0)).isEqualTo(5);
    assertThat(again.terms().history().get(0).ending()).isInstanceOf(Ending.Died.class);
    OutcomeGroup group = outcome();
    assertThat(group.attempt()).isEqualTo(2);
    assertThat(group.outcomes().get(0))
        .isInstanceOfSatisfying(
            Outcome.WorkerDied.class, died -> assertThat(died.deaths()).hasSize(2));
  }

  @Test
  void deathsOfEarlierDeliveriesCount() throws Exception {
    Terms terms = batch(POLICY).terms();
    Death first = new Death("other", 1, 139, "", List.of());
    Attempt ended = new Attempt(1, Instant.EPOCH, PAUSE, "other", 1, new Ending.Died(first));
    Batch second = batch(POLICY).slice(1, 2).on(terms.after(ended));

    run(second).advance(RetriesTest::dying, 100);

    assertThat(outcome().outcomes().get(0))
        .isInstanceOfSatisfying(
            Outcome.WorkerDied.class,
            died -> assertThat(died.deaths()).hasSize(2).startsWith(first));
  }

  @Test
  void aCancelledCallDoesNotGoBack() throws Exception {
    DeliveryRun run = run(batch(POLICY));
    run.cancel(6, true);

    run.advance(RetriesTest::failing, 100);

    assertThat(outcome().outcomes()).containsExactly(new Outcome.Cancelled(6, true));
  }

  @Test
  void anOrderForACallThatHasGoneBackIsKeptForIt() throws Exception {
    DeliveryRun run = run(batch(POLICY));

    run.advance(RetriesTest::failing, 100);

    assertThat(run.cancel(6, true)).isFalse();
    assertThat(run.cancel(5, true)).isTrue();
  }

  @Test
  void aCallThatWasTriedBeforeIsNeverSaidNotToHaveBegun() {
    Terms terms = batch(POLICY).terms();
    Attempt ended = new Attempt(1, Instant.EPOCH, PAUSE, "far", 42, new Ending.Later(PAUSE, ""));
    DeliveryRun run = run(batch(POLICY).slice(1, 2).on(terms.after(ended)));
    run.cancel(6, false);

    assertThat(run.skipCancelled()).isFalse();

    assertThat(outcome().outcomes()).containsExactly(new Outcome.Cancelled(6, true));
  }

  @Test
  void aTaskThatRanOutOfMemoryAsksForMore() throws Exception {
    RetryPolicy growing =
        RetryPolicy.builder()
            .onOutOfMemory(
                dev.warren.retry.HeapEscalation.heapTimes(2),
                dev.warren.retry.HeapEscalation.upTo("1g"))
            .build();
    DeliveryRun run = run(batch(growing));
    Death full = new Death("far", 42, 3, Death.OUT_OF_MEMORY, List.of());
    assertThat(run.nextTerms().heap(100)).isEqualTo(100);

    run.advance((batch, attempt, sink) -> new RunResult(0, 0, Optional.of(full)), 100);

    assertThat(run.nextTerms().heap(100)).isEqualTo(200);
  }
}
