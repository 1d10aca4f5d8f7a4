package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.PostMortemCodec;
import dev.warren.codec.Signer;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.DeadReason;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.PostMortem;
import dev.warren.task.Schedule;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Message;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final Instant NOW = Instant.parse("2026-11-23T18:30:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final TaskName TASK = TaskName.parse("a.B::c");
  private static final Signer SIGNER = Signer.of("0123456789abcdef");
  private static final Failure FAILURE =
      new Failure("java.lang.ArithmeticException", "/ by zero", List.of(), null);

  private final FakeDelivery delivery = new FakeDelivery("warren.replies.p.1");
  private final DeadLetters letters =
      new DeadLetters(QueueSpec.sharedTasks("q"), "far", SIGNER, CLOCK);

  private static Batch batch(int size, Terms terms) {
    CallWriter calls = new CallWriter();
    for (int id = 10; id < 10 + size; id++) {
      calls.add(id, id * 2);
    }
    byte[] captured = "[\"captured\"]".getBytes(StandardCharsets.UTF_8);
    return calls.toBatch(9, TASK, terms, captured);
  }

  private static byte[] outcomes(Outcome... outcomes) {
    OutcomeWriter writer = new OutcomeWriter("far", 42);
    List.of(outcomes).forEach(each -> writer.add(each, 1_000_000));
    return writer.take(9);
  }

  private static Outcome ok(long id) {
    return new Outcome.Succeeded(id, new byte[] {'1'});
  }

  private static Death death(long pid) {
    return new Death("far", pid, 137, "", List.of("last words"));
  }

  private List<Message> letters(Batch batch, Outcome... outcomes) {
    return letters.of(delivery, batch, outcomes(outcomes)).stream().map(Supplier::get).toList();
  }

  private static PostMortem note(Message letter) {
    return PostMortemCodec.read(letter.note());
  }

  @Test
  void onlyTheCallThatFailedIsDead() {
    List<Message> all =
        letters(batch(3, Terms.ofDefaults()), ok(10), new Outcome.Failed(11, FAILURE), ok(12));

    assertThat(all).hasSize(1);
    Message letter = all.get(0);
    assertThat(letter.queue()).isEqualTo("warren.dead.q");
    assertThat(letter.replyTo()).isEqualTo("warren.replies.p.1");
    assertThat(SIGNER.accepts(letter.replyTo(), letter.body(), letter.signature())).isTrue();
    Batch alone = BatchCodec.decode(letter.body());
    assertThat(alone.size()).isEqualTo(1);
    assertThat(alone.id()).isEqualTo(9);
    assertThat(alone.taskId(0)).isEqualTo(11);
    assertThat(new String(letter.body(), StandardCharsets.UTF_8))
        .endsWith("[\"captured\"]\n11 [22]\n");
    PostMortem note = note(letter);
    assertThat(note.reason()).isEqualTo(DeadReason.FAILED);
    assertThat(note.task()).isEqualTo("a.B::c");
    assertThat(note.taskId()).isEqualTo(11);
    assertThat(note.pid()).isEqualTo(42);
    assertThat(note.at()).isEqualTo(NOW);
    assertThat(note.why()).isEqualTo("java.lang.ArithmeticException: / by zero");
    assertThat(note.outcome()).contains(new Outcome.Failed(11, FAILURE));
  }

  @Test
  void resultsAndCancellationsAreNoLetters() {
    assertThat(letters(batch(2, Terms.ofDefaults()), ok(10), new Outcome.Cancelled(11, true)))
        .isEmpty();
  }

  @Test
  void attemptsAreAddedToTheHistory() {
    Ending earlier = new Ending.Failed("a.Earlier", "");
    Attempt first = new Attempt(1, NOW, Duration.ZERO, "near", 1, earlier);
    Terms terms = Terms.ofDefaults().withHistory(List.of(first));

    Message letter = letters(batch(1, terms), new Outcome.Failed(10, FAILURE)).get(0);

    List<Attempt> history = BatchCodec.decode(letter.body()).terms().history();
    assertThat(history).hasSize(2).first().isEqualTo(first);
    Attempt second = history.get(1);
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.duration()).isEqualTo(Duration.ofMillis(1));
    assertThat(second.startedAt()).isEqualTo(NOW.minusMillis(1));
    assertThat(second.ending()).isEqualTo(Ending.Failed.of(FAILURE));
  }

  @Test
  void attemptsInTheSlotAreInTheHistoryToo() {
    Attempt first = new Attempt(1, NOW, Duration.ZERO, "far", 1, new Ending.Died(death(1)));
    OutcomeWriter writer = new OutcomeWriter("far", 2);
    writer.after(List.of(first));
    writer.startedAt(NOW.minusSeconds(3));
    writer.add(new Outcome.WorkerDied(10, List.of(death(1), death(2))), 2_000_000_000);

    Message letter =
        letters.of(delivery, batch(1, Terms.ofDefaults()), writer.take(9)).get(0).get();

    assertThat(BatchCodec.decode(letter.body()).terms().history())
        .containsExactly(
            first,
            new Attempt(
                2,
                NOW.minusSeconds(3),
                Duration.ofSeconds(2),
                "far",
                2,
                new Ending.Died(death(2))));
    assertThat(note(letter).reason()).isEqualTo(DeadReason.DIED);
    assertThat(note(letter).why()).contains("SIGKILL");
  }

  @Test
  void whatHasTakenTooLongIsDeadAndMayRunAtAnyTimeAgain() {
    Terms terms =
        Terms.ofDefaults()
            .withSchedule(Schedule.atOnce().dueAt(NOW).expiringAt(NOW.plusSeconds(1)));
    Outcome late = new Outcome.TimedOut(10, true, Duration.ofSeconds(9), Optional.empty());

    Message letter = letters(batch(1, terms), late).get(0);

    Terms after = BatchCodec.decode(letter.body()).terms();
    assertThat(after.schedule()).isEqualTo(Schedule.atOnce());
    assertThat(after.history())
        .extracting(Attempt::ending)
        .containsExactly(new Ending.TimedOut(true, Duration.ofSeconds(9)));
    assertThat(note(letter).reason()).isEqualTo(DeadReason.TIMED_OUT);
    assertThat(note(letter).why()).isEqualTo("killed after its limit of PT9S");
  }

  @Test
  void whatIsRefusedHasNoAttempt() {
    Message letter =
        letters(batch(1, Terms.ofDefaults()), new Outcome.Rejected(10, "no such task")).get(0);

    assertThat(BatchCodec.decode(letter.body()).terms().history()).isEmpty();
    assertThat(note(letter).reason()).isEqualTo(DeadReason.REJECTED);
    assertThat(note(letter).why()).isEqualTo("no such task");
  }

  @Test
  void outcomesOfOtherBatchesAreNoLetters() {
    assertThat(letters(batch(1, Terms.ofDefaults()), new Outcome.Failed(99, FAILURE))).isEmpty();
  }

  @Test
  void rawMessagesGoAsTheyCame() {
    Message letter = letters.raw(delivery, DeadReason.UNSIGNED, "no signature").orElseThrow().get();

    assertThat(letter.queue()).isEqualTo("warren.dead.q");
    assertThat(letter.body()).isSameAs(delivery.body());
    assertThat(letter.replyTo()).isEqualTo(delivery.replyTo());
    assertThat(letter.signature()).isSameAs(delivery.signature());
    assertThat(note(letter))
        .isEqualTo(PostMortem.raw(DeadReason.UNSIGNED, "far", NOW, "no signature"));
  }

  @Test
  void aPrivateQueueHasNoDead() {
    DeadLetters none = new DeadLetters(QueueSpec.privateTasks("p"), "far", SIGNER, CLOCK);

    assertThat(none.queue()).isEmpty();
    assertThat(none.raw(delivery, DeadReason.UNDECODABLE, "")).isEmpty();
    assertThat(
            none.of(
                delivery, batch(1, Terms.ofDefaults()), outcomes(new Outcome.Failed(10, FAILURE))))
        .isEmpty();
  }
}
