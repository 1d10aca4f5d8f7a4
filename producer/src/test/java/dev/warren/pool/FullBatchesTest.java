package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.task.Terms;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a shared queue, where thousands of batches may be out, small ones must not be. */
@Timeout(20)
class FullBatchesTest {

  private static final int ENOUGH = new Slots(0).enough();

  private final FakeWorkers workers = new FakeWorkers(0, 10_000_000);
  private final Dispatcher dispatcher = workers.dispatcher;
  private final List<Flight> out = new ArrayList<>();
  private int calls;

  @AfterEach
  void stop() {
    workers.close();
  }

  private void apply(int count) {
    for (int i = 0; i < count; i++) {
      dispatcher.apply(
          FakeWorkers.TASK, Terms.ofDefaults(), new Recorder(), CallWriter.encode(calls++));
    }
  }

  /** Has as much sent as keeps the slots busy, one call in each batch. */
  private void keepBusy() {
    dispatcher.start();
    for (int i = 0; i < ENOUGH; i++) {
      apply(1);
      out.add(workers.next());
    }
  }

  private int knownSize() {
    for (int i = 0; i < 10; i++) {
      workers.sizer.measured(FakeWorkers.TASK.name(), 100, 10_000_000, 1_000);
    }
    int size = workers.sizer.size(FakeWorkers.TASK.name());
    assertThat(size).isGreaterThan(1);
    return size;
  }

  @Test
  void callsWaitForAFullBatchWhileTheSlotsAreBusy() {
    int size = knownSize();
    keepBusy();

    apply(2 * size);

    int sent = 0;
    for (int i = 0; sent < 2 * size; i++) {
      sent += FakeWorkers.batch(workers.next()).size();
      assertThat(i).as("batches; a stall of this test may split some").isLessThan(20);
    }
  }

  /** What keeps the slots busy may be other tasks, and some slots may not have answered yet. */
  @Test
  void callsDoNotWaitForLong() {
    knownSize();
    keepBusy();

    apply(1);

    assertThat(FakeWorkers.batch(workers.next()).size()).isEqualTo(1);
  }

  @Test
  void callsGoWhenASlotMayRunDry() {
    int size = knownSize();
    keepBusy();
    apply(size - 1);

    workers.answer(out.get(0));

    assertThat(FakeWorkers.batch(workers.next()).size()).isBetween(1, size - 1);
  }

  @Test
  void callsOfUnknownLengthDoNotWait() {
    keepBusy();
    apply(3);

    for (int i = 0; i < 3; i++) {
      assertThat(FakeWorkers.batch(workers.next()).size()).isEqualTo(1);
    }
  }

  @Test
  void longCallsDoNotWait() {
    workers.sizer.measured(FakeWorkers.TASK.name(), 1, 60_000_000_000L, 10);
    keepBusy();
    apply(3);

    for (int i = 0; i < 3; i++) {
      assertThat(FakeWorkers.batch(workers.next()).size()).isEqualTo(1);
    }
  }
}
