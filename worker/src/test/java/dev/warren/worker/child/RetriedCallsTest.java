package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.retry.GiveUp;
import dev.warren.retry.RetryLater;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Attempt;
import dev.warren.task.Ending;
import dev.warren.task.Outcome;
import dev.warren.task.Task;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriedCallsTest {

  private static final Terms THREE =
      Terms.ofDefaults().withPolicy(RetryPolicy.builder().attempts(3).build());

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private ProgressCell progress;

  @BeforeEach
  void create() throws IOException {
    Path file = ProgressCell.createFile();
    progress = ProgressCell.open(file);
    Files.delete(file);
  }

  /** What the tasks of these tests do, by a word. */
  @Task
  static String act(String word) throws Exception {
    switch (word) {
      case "fail" -> throw new IllegalStateException("failed");
      case "io" -> throw new IOException("failed");
      case "later" -> throw new RetryLater(Duration.ofDays(3), "not yet");
      case "giveUp" -> throw new GiveUp("no use");
      default -> {
        return word;
      }
    }
  }

  static Object unwritable() {
    return new Object();
  }

  @Task
  static boolean isTransient(IllegalStateException thrown) {
    return thrown.getMessage().equals("failed");
  }

  static boolean isNever(Throwable thrown) {
    return false;
  }

  static boolean isBroken(Throwable thrown) {
    return thrown.getMessage().charAt(1_000) == 'x';
  }

  static String isNoPredicate(Throwable thrown) {
    return "no";
  }

  static boolean isForText(String text) {
    return true;
  }

  private static Terms asking(String predicate) {
    return Terms.ofDefaults()
        .withPolicy(
            RetryPolicy.builder()
                .attempts(3)
                .retryIf(RetriedCallsTest.class.getName() + "::" + predicate)
                .build());
  }

  private List<Frame> run(Terms terms, boolean trusted, String method, Object... arguments)
      throws IOException {
    FrameWriter out = new FrameWriter(bytes);
    StartOrder order = new StartOrder("host", trusted, "", Frame.EMPTY);
    BatchRunner runner = new BatchRunner(out, progress, order, new CurrentCall());
    CallWriter calls = new CallWriter();
    long id = 10;
    for (Object each : arguments) {
      calls.add(id++, each);
    }
    if (arguments.length == 0) {
      calls.add(id);
    }
    TaskName name = TaskName.parse(RetriedCallsTest.class.getName() + "::" + method);
    bytes.reset();
    runner.run(BatchCodec.encode(calls.toBatch(9, name, terms, new byte[0])));
    return frames();
  }

  private List<Frame> act(Terms terms, Object... words) throws IOException {
    return run(terms, true, "act", words);
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

  private static OutcomeGroup group(Frame frame) {
    return OutcomeReader.read(frame.body());
  }

  private static boolean isAgain(List<Frame> frames) {
    return frames.get(0).type() == Frame.Type.AGAIN;
  }

  @Test
  void aCallThatFailsGoesByItselfAndInItsTurn() throws Exception {
    List<Frame> frames = act(THREE, "a", "fail", "b");

    assertThat(frames)
        .extracting(Frame::type)
        .containsExactly(Frame.Type.OUTCOMES, Frame.Type.AGAIN, Frame.Type.LAST_OUTCOMES);
    assertThat(group(frames.get(0)).outcomes()).extracting(Outcome::id).containsExactly(10L);
    assertThat(group(frames.get(1)).outcomes().get(0)).isInstanceOf(Outcome.Failed.class);
    assertThat(group(frames.get(2)).outcomes()).extracting(Outcome::id).containsExactly(12L);
    assertThat(group(frames.get(2)).history()).isEmpty();
  }

  @Test
  void itTellsWhenAndHowTheAttemptEnded() throws Exception {
    Instant before = Instant.now();

    OutcomeGroup group = group(act(THREE, "fail").get(0));

    Attempt ended = group.history().get(0);
    assertThat(ended.number()).isEqualTo(1);
    assertThat(ended.host()).isEqualTo("host");
    assertThat(ended.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(ended.startedAt()).isBetween(before.minusMillis(5), Instant.now());
    assertThat(ended.duration()).isPositive();
    assertThat(ended.ending())
        .isEqualTo(new Ending.Failed("java.lang.IllegalStateException", "failed"));
  }

  @Test
  void theLastAttemptIsAnOutcomeWithItsHistory() throws Exception {
    Terms last = THREE;
    for (int i = 0; i < 2; i++) {
      last = last.withHistory(group(act(last, "fail").get(0)).history());
    }

    List<Frame> frames = act(last, "fail");

    assertThat(frames).extracting(Frame::type).containsExactly(Frame.Type.LAST_OUTCOMES);
    assertThat(group(frames.get(0)).history()).extracting(Attempt::number).containsExactly(1, 2);
  }

  @Test
  void successTellsOfEarlierAttemptsAsWell() throws Exception {
    Terms second = THREE.withHistory(group(act(THREE, "fail").get(0)).history());

    OutcomeGroup group = group(act(second, "done").get(0));

    assertThat(group.attempt()).isEqualTo(2);
    assertThat(group.outcomes().get(0)).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void withoutAPolicyAFailureIsTheOutcome() throws Exception {
    assertThat(act(Terms.ofDefaults(), "fail", "fail"))
        .extracting(Frame::type)
        .containsExactly(Frame.Type.LAST_OUTCOMES);
  }

  @Test
  void aTaskThatAsksForItIsRunLaterUnderAnyPolicy() throws Exception {
    List<Frame> frames = act(Terms.ofDefaults(), "later");

    assertThat(isAgain(frames)).isTrue();
    assertThat(group(frames.get(0)).history().get(0).ending())
        .isEqualTo(new Ending.Later(Duration.ofDays(3), "not yet"));
  }

  @Test
  void aTaskThatGivesUpIsNotRunAgain() throws Exception {
    assertThat(isAgain(act(THREE, "giveUp"))).isFalse();
  }

  @Test
  void aResultThatCannotBeWrittenWillNotBeSoNextTimeEither() throws Exception {
    assertThat(isAgain(run(THREE, true, "unwritable"))).isFalse();
  }

  @Test
  void onlyTheExceptionsThatThePolicyNamesAreTriedAgain() throws Exception {
    Terms terms =
        Terms.ofDefaults()
            .withPolicy(RetryPolicy.builder().attempts(3).retryOn(IOException.class).build());

    assertThat(isAgain(act(terms, "io"))).isTrue();
    assertThat(isAgain(act(terms, "fail"))).isFalse();
  }

  @Test
  void aPredicateIsAskedAboutItsKindOfException() throws Exception {
    assertThat(isAgain(act(asking("isTransient"), "fail"))).isTrue();
    assertThat(isAgain(act(asking("isTransient"), "io"))).isFalse();
    assertThat(isAgain(act(asking("isNever"), "fail"))).isFalse();
  }

  @Test
  void aPredicateThatThrowsSaysNo() throws Exception {
    assertThat(isAgain(act(asking("isBroken"), "fail"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"isNowhere", "isNoPredicate", "isForText"})
  void aPredicateThatIsNoneRejectsTheCalls(String predicate) throws Exception {
    OutcomeGroup group = group(act(asking(predicate), "a", "fail").get(0));

    assertThat(group.outcomes())
        .hasSize(2)
        .allSatisfy(
            it ->
                assertThat(it)
                    .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).startsWith("retryIf: ")));
  }

  @Test
  void strangersAskOnlyAnnotatedPredicates() throws Exception {
    assertThat(isAgain(run(asking("isTransient"), false, "act", "fail"))).isTrue();

    OutcomeGroup group = group(run(asking("isNever"), false, "act", "fail").get(0));
    assertThat(group.outcomes().get(0))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, it -> assertThat(it.reason()).contains("@Task"));
  }
}
