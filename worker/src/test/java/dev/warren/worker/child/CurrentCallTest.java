package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.LiveReader;
import dev.warren.task.Limits;
import dev.warren.task.TaskContext;
import dev.warren.task.TaskEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CurrentCallTest {

  private final CurrentCall call = new CurrentCall();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final FrameWriter out = new FrameWriter(bytes);

  @BeforeEach
  void aBatchArrives() {
    call.host("far");
    call.batch(2);
  }

  @Test
  void knowsWhatRuns() {
    assertThat(call.id()).isEqualTo(CurrentCall.NONE);
    assertThat(call.begin(7)).isTrue();
    assertThat(call.id()).isEqualTo(7);
    call.end(7);
    assertThat(call.id()).isEqualTo(CurrentCall.NONE);
    assertThat(call.batch()).isEqualTo(1);
  }

  @Test
  void whatIsCancelledBeforeDoesNotBegin() {
    assertThat(call.cancel(7, true)).isFalse();
    assertThat(call.cancel(8, false)).isFalse();

    assertThat(call.begin(7)).isFalse();
    assertThat(call.begin(8)).isFalse();
    assertThat(call.begin(9)).isTrue();
    call.end(9);
  }

  @Test
  void anOrderForAnEarlierBatchIsForgotten() {
    call.cancel(7, true);
    call.batch(1);

    assertThat(call.begin(7)).isTrue();
  }

  @Test
  void whatRunsIsHeldOnlyToBeKilled() {
    call.begin(7);

    assertThat(call.cancel(7, false)).isFalse();
    assertThat(call.cancel(8, true)).isFalse();
    assertThat(call.cancel(7, true)).isTrue();
    assertThat(call.cancel(7, true)).isFalse();
    assertThat(call.id()).isEqualTo(CurrentCall.NONE);
  }

  @Test
  void whatHasEndedIsNotHeld() {
    call.begin(7);
    call.end(7);
    call.begin(8);

    assertThat(call.cancel(7, true)).isFalse();
    assertThat(call.id()).isEqualTo(8);
  }

  @Test
  void aHeldTaskDoesNotReachItsEnd() {
    call.begin(7);
    call.cancel(7, true);
    CountDownLatch passed = new CountDownLatch(1);
    Thread task =
        new Thread(
            () -> {
              call.end(7);
              passed.countDown();
            });
    task.setDaemon(true);
    task.start();

    await().until(() -> task.getState() == Thread.State.WAITING);
    task.interrupt();
    await().during(Duration.ofMillis(50)).until(() -> passed.getCount() == 1);
  }

  @Test
  void theDeadlineIsTheFirstLimit() {
    Duration soft = Duration.ofMinutes(1);
    call.limits(Limits.NONE.withSoft(soft).withHard(Duration.ofMinutes(2)));
    Instant before = Instant.now();
    call.begin(7);

    TaskContext context = call.context().orElseThrow();

    assertThat(context.deadline().orElseThrow())
        .isBetween(before.plus(soft), Instant.now().plus(soft));
    call.end(7);
    call.limits(Limits.NONE.withHard(Duration.ofDays(30)));
    call.begin(8);
    assertThat(call.context().orElseThrow().deadline().orElseThrow())
        .isAfter(before.plus(Duration.ofDays(30)).minusMillis(1));
    call.end(8);
    call.limits(Limits.NONE);
    call.begin(9);
    assertThat(call.context().orElseThrow().deadline()).isEmpty();
  }

  @Test
  void contextSaysWhatTheTaskIs() {
    assertThat(call.context()).isEmpty();
    call.begin(7);

    TaskContext context = call.context().orElseThrow();

    assertThat(context.taskId()).isEqualTo(7);
    assertThat(context.attempt()).isEqualTo(2);
    assertThat(context.worker()).isEqualTo("far");
    assertThat(context.deadline()).isEmpty();
    assertThat(context.pid()).isEqualTo(ProcessHandle.current().pid());
    call.end(7);
    assertThat(call.context()).isEmpty();
    assertThat(context.taskId()).isEqualTo(7);
  }

  @Test
  void onlyTheLastReportIsSentAndOnlyOnce() throws IOException {
    call.begin(7);
    TaskContext context = call.context().orElseThrow();
    context.progress(1, 3, "one");
    context.progress(2, 3, "two");

    call.flushReport(out);
    call.flushReport(out);

    byte[] sent = bytes.toByteArray();
    Frame frame = new FrameReader(new ByteArrayInputStream(sent)).read();
    assertThat(frame.type()).isEqualTo(Frame.Type.PROGRESS);
    assertThat(frame.number()).isEqualTo(1);
    assertThat(LiveReader.line(frame.body(), 0, frame.body().length))
        .isEqualTo(new TaskEvent.Progress(7, 2, 2, 3, "two"));
    assertThat(sent).hasSize(9 + frame.body().length);
  }

  @Test
  void whatATaskReportsBehindItsEndGoesNowhere() throws IOException {
    call.begin(7);
    TaskContext context = call.context().orElseThrow();
    call.end(7);
    call.begin(8);

    context.progress(1, 1, "late");
    call.flushReport(out);

    assertThat(bytes.size()).isZero();
  }

  @Test
  void reportsAreChecked() {
    call.begin(7);
    TaskContext context = call.context().orElseThrow();

    assertThatThrownBy(() -> context.progress(-1, 1, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 0, not -1");
    assertThatThrownBy(() -> context.progress(0, -1, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.progress(0, 0, null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void reportsAreSentInTheirOrder() throws Exception {
    call.begin(7);
    TaskContext context = call.context().orElseThrow();
    Thread first = new Thread(this::flush);
    Thread second = new Thread(this::flush);

    // Both want to write at once, each with what it has taken.
    synchronized (out) {
      context.progress(1, 2, "one");
      first.start();
      await().until(() -> first.getState() == Thread.State.BLOCKED);
      context.progress(2, 2, "two");
      second.start();
      await().until(() -> second.getState() == Thread.State.BLOCKED);
    }
    first.join();
    second.join();

    FrameReader frames = new FrameReader(new ByteArrayInputStream(bytes.toByteArray()));
    byte[] one = frames.read().body();
    byte[] two = frames.read().body();
    assertThat(LiveReader.line(one, 0, one.length))
        .isEqualTo(new TaskEvent.Progress(7, 2, 1, 2, "one"));
    assertThat(LiveReader.line(two, 0, two.length))
        .isEqualTo(new TaskEvent.Progress(7, 2, 2, 2, "two"));
  }

  @Test
  void aReportThatIsOnItsWayIsWaitedFor() throws Exception {
    call.begin(7);
    call.context().orElseThrow().progress(1, 2, "one");
    Thread ticker = new Thread(this::flush);
    Thread task = new Thread(this::flush);

    synchronized (out) {
      ticker.start();
      await().until(() -> ticker.getState() == Thread.State.BLOCKED);
      task.start();
      await().until(() -> task.getState() == Thread.State.BLOCKED);
    }
    ticker.join();
    task.join();

    FrameReader frames = new FrameReader(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(frames.read().type()).isEqualTo(Frame.Type.PROGRESS);
    assertThatThrownBy(frames::read).isInstanceOf(EOFException.class);
  }

  private void flush() {
    try {
      call.flushReport(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
