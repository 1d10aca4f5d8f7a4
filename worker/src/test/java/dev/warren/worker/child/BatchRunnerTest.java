package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.MalformedMessageException;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.task.Outcome;
import dev.warren.task.Schedule;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class BatchRunnerTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CurrentCall current = new CurrentCall();
  private ProgressCell progress;
  private BatchRunner runner;

  @BeforeEach
  void create() throws IOException {
    Path file = ProgressCell.createFile();
    progress = ProgressCell.open(file);
    Files.delete(file);
    runner = runner(true);
  }

  private BatchRunner runner(boolean trusted) {
    FrameWriter out = new FrameWriter(bytes);
    return new BatchRunner(
        out,
        progress,
        new StartOrder("host", trusted, "", Frame.EMPTY),
        current,
        new PrintedLines(out, Frame.Type.PRINTED, current));
  }

  /** A batch whose calls, from id 10 on, have one argument each. */
  private static byte[] batch(String method, Object... arguments) {
    return batch(Terms.ofDefaults(), method, arguments);
  }

  private static byte[] batch(Terms terms, String method, Object... arguments) {
    CallWriter calls = new CallWriter();
    for (int i = 0; i < arguments.length; i++) {
      calls.add(10 + i, arguments[i]);
    }
    TaskName name = TaskName.parse(SampleTasks.class.getName() + "::" + method);
    return BatchCodec.encode(calls.toBatch(9, name, terms, new byte[0]));
  }

  private List<Frame> frames() throws IOException {
    FrameReader reader = new FrameReader(new ByteArrayInputStream(bytes.toByteArray()));
    List<Frame> frames = new ArrayList<>();
    try {
      while (true) {
        frames.add(reader.read());
      }
    } catch (EOFException e) {
      return frames;
    }
  }

  private List<Outcome> outcomes() throws IOException {
    List<Outcome> all = new ArrayList<>();
    for (Frame each : frames()) {
      OutcomeGroup group = OutcomeReader.read(each.body());
      assertThat(group.batch()).isEqualTo(9);
      assertThat(group.host()).isEqualTo("host");
      assertThat(group.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(group.outcomes()).hasSize(each.number());
      all.addAll(group.outcomes());
    }
    return all;
  }

  private static String text(Outcome outcome) {
    if (outcome instanceof Outcome.Succeeded it) {
      return new String(it.value(), StandardCharsets.UTF_8);
    }
    return outcome instanceof Outcome.Failed it
        ? "failed " + it.failure()
        : "rejected " + ((Outcome.Rejected) outcome).reason();
  }

  @Test
  void callThatIsTooLateShouldExpireAndNotRun() throws Exception {
    Instant past = Instant.now().minusSeconds(60);
    Schedule late = Schedule.atOnce().expiringAt(past);
    Schedule early = Schedule.atOnce().expiringAt(past.plusSeconds(3_600));

    runner.run(batch(Terms.ofDefaults().withSchedule(late), "square", 1, 2));
    runner.run(batch(Terms.ofDefaults().withSchedule(early), "square", 3));

    Instant expired = late.expires().orElseThrow();
    assertThat(outcomes().subList(0, 2))
        .containsExactly(new Outcome.Expired(10, expired), new Outcome.Expired(11, expired));
    assertThat(text(outcomes().get(2))).isEqualTo("9");
    assertThat(progress.get()).isEqualTo(ProgressCell.NONE);
  }

  @Test
  void sendsAllOutcomesOfAShortBatchInOneFrame() throws Exception {
    runner.run(batch("square", 1, 2, 3));

    assertThat(outcomes()).extracting(BatchRunnerTest::text).containsExactly("1", "4", "9");
    assertThat(outcomes()).extracting(Outcome::id).containsExactly(10L, 11L, 12L);
    assertThat(frames()).extracting(Frame::type).containsExactly(Frame.Type.LAST_OUTCOMES);
    assertThat(OutcomeReader.read(frames().get(0).body()).nanos()).isPositive();
    assertThat(progress.get()).isEqualTo(ProgressCell.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fail | failed java.lang.IllegalStateException: text",
        "failHard | failed java.lang.Throwable: text",
        "unencodable | argument 1 must be int",
        "positive | argument 1 must be",
        "nowhere | has no method nowhere",
        "square()V | has no method square()V"
      })
  void saysWhatWentWrong(String method, String reason) throws Exception {
    runner.run(batch(method, "text"));

    assertThat(text(outcomes().get(0))).contains(reason);
  }

  @Test
  void aFailureHarmsNoNeighbour() throws Exception {
    runner.run(batch("positive", new SampleTasks.Positive(1), "no record", 5));
    runner.run(batch("unencodable", 1));
    runner.run(batch("overflow", 1));
    runner.run(batch("square", 3));

    assertThat(outcomes())
        .extracting(outcome -> text(outcome).replaceAll("[ :].*", ""))
        .containsExactly("1", "rejected", "rejected", "failed", "failed", "9");
  }

  @Test
  void whatCouldNotBeDeliveredIsTheFailureOfItsOwnTask() throws Exception {
    runner.run(batch("putNowhere", "succeeds"));
    runner.run(batch("square", 3));
    runner.run(batch("putNowhere", "fails"));
    runner.run(batch("square", 4));

    List<String> texts = outcomes().stream().map(BatchRunnerTest::text).toList();
    assertThat(texts.get(0)).startsWith("failed").contains("ManagerGoneException", "queues last");
    assertThat(texts.get(1)).isEqualTo("9");
    assertThat(texts.get(2)).startsWith("failed").contains("of its own");
    assertThat(texts.get(3)).isEqualTo("16");
  }

  @Test
  void aConstructorThatThrowsAnErrorRejectsItsCall() throws Exception {
    TaskName name = TaskName.parse(SampleTasks.class.getName() + "::positive");
    CallWriter calls = new CallWriter();
    calls.addEncoded(1, "[{\"value\":-1}]".getBytes(StandardCharsets.UTF_8));
    calls.addEncoded(2, "[{\"value\":2}]".getBytes(StandardCharsets.UTF_8));

    runner.run(BatchCodec.encode(calls.toBatch(9, name, Terms.ofDefaults(), new byte[0])));

    assertThat(text(outcomes().get(0))).startsWith("rejected").contains("not positive");
    assertThat(text(outcomes().get(1))).isEqualTo("2");
  }

  @Test
  void aLeftoverInterruptDoesNotHitTheNextTask() throws Exception {
    runner.run(batch("interruptSelf", true, true, false));
    runner.run(batch("interruptSelf", false));

    assertThat(outcomes()).extracting(BatchRunnerTest::text).containsOnly("false").hasSize(4);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void strangersRunOnlyAnnotatedMethods() throws Exception {
    BatchRunner strict = runner(false);

    strict.run(batch("plain", 1));
    strict.run(batch("square", 2));

    assertThat(text(outcomes().get(0))).contains("annotated with @Task");
    assertThat(text(outcomes().get(1))).isEqualTo("4");
  }

  @Test
  void outcomesBehindASlowTaskAreSentBeforeItEnds() throws Exception {
    SampleTasks.gate = new CountDownLatch(1);
    SampleTasks.begun = new CountDownLatch(1);
    Thread thread = new Thread(() -> runQuietly(batch("waitAtGate", 1, 2, -3, 4)));
    thread.start();
    SampleTasks.begun.await();
    assertThat(frames()).isEmpty();
    assertThat(progress.get()).isEqualTo(2);

    runner.flushWaiting();
    runner.flushWaiting();

    assertThat(frames()).extracting(Frame::type).containsExactly(Frame.Type.OUTCOMES);
    assertThat(outcomes()).extracting(BatchRunnerTest::text).containsExactly("1", "2");
    SampleTasks.gate.countDown();
    thread.join();
    assertThat(outcomes()).extracting(BatchRunnerTest::text).containsExactly("1", "2", "-3", "4");
    assertThat(frames())
        .extracting(Frame::type)
        .containsExactly(Frame.Type.OUTCOMES, Frame.Type.LAST_OUTCOMES);
  }

  private void runQuietly(byte[] message) {
    try {
      runner.run(message);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void manyBytesOfOutcomesAreSentAsTheyGather() throws Exception {
    runner.run(batch("large", 150_000, 150_000, 150_000));

    assertThat(frames()).extracting(Frame::number).containsExactly(2, 1);
  }

  @Test
  void theEndOfABatchIsToldThoughAllWasSentBefore() throws Exception {
    runner.run(batch("large", 300_000));

    assertThat(frames()).extracting(Frame::number).containsExactly(1, 0);
    assertThat(outcomes()).hasSize(1);
  }

  @Test
  void warmingUpSendsNothing() throws Exception {
    runner.warmUp();
    runner.run(batch("square", 2));

    assertThat(outcomes()).hasSize(1);
  }

  @Test
  void refusesWhatIsNoBatch() {
    assertThatThrownBy(() -> runner.run(new byte[] {1, 2, 3}))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aResultThatIsSlowToWriteHoldsUpNoHeartbeat() throws Exception {
    CompletableFuture<Void> run =
        CompletableFuture.runAsync(
            () -> {
              try {
                runner.run(batch("slowToWrite", 1));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    SampleTasks.SlowToWrite.begun.await();

    runner.flushWaiting(); // What the ticker does before each heartbeat.

    SampleTasks.SlowToWrite.open.countDown();
    assertThat(run).succeedsWithin(Duration.ofSeconds(5));
    assertThat(frames()).hasSize(1);
  }

  @Test
  void leavesOutWhatIsCancelled() throws Exception {
    current.batch(1);
    current.cancel(11, false);

    runner.run(batch("square", 1, 2, 3));

    assertThat(outcomes()).hasSize(3).element(1).isEqualTo(new Outcome.Cancelled(11, false));
    assertThat(text(outcomes().get(2))).isEqualTo("9");
  }

  @Test
  void whatWasBegunInAnotherProcessHasBegun() throws Exception {
    current.batch(2);
    current.cancel(10, true);

    runner.run(batch("square", 1));

    assertThat(outcomes()).containsExactly(new Outcome.Cancelled(10, true));
  }

  @Test
  void theLastWordsOfATaskGoOutBeforeItsOutcomeCan() throws Exception {
    List<Integer> outcomesBefore = new ArrayList<>();
    OutputStream told =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            runner.flushWaiting(); // As the ticker may do at that moment.
            outcomesBefore.add(outcomes().size());
          }

          @Override
          public void write(byte[] frame, int from, int count) throws IOException {
            write(frame[from]);
          }
        };
    PrintedLines lines = new PrintedLines(new FrameWriter(told), Frame.Type.PRINTED, current);
    runner =
        new BatchRunner(
            new FrameWriter(bytes),
            progress,
            new StartOrder("host", true, "", Frame.EMPTY),
            current,
            lines);
    SampleTasks.printer = new PrintStream(lines, true, StandardCharsets.UTF_8);

    runner.run(batch("printUnended", 1, 2));

    assertThat(outcomes()).hasSize(2);
    assertThat(outcomesBefore).containsExactly(0, 1);
  }
}
