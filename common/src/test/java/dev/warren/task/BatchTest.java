package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final TaskName TASK = TaskName.parse("a.B::c");
  private static final byte[] TEXT =
      "7 [1]\n8 [22]\n123456789012345678 []\n".getBytes(StandardCharsets.UTF_8);
  private static final int[] STARTS = {0, 6, 13, TEXT.length};

  @Test
  void knowsItsLines() {
    Batch batch = new Batch(5, TASK, Terms.ofDefaults(), new byte[0], TEXT, STARTS);

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.taskId(0)).isEqualTo(7);
    assertThat(batch.taskId(2)).isEqualTo(123_456_789_012_345_678L);
    assertThat(line(batch, 1)).isEqualTo("8 [22]\n");
    assertThat(batch).hasToString("batch 5 of 3 x a.B::c");
  }

  @Test
  void sliceKeepsIdTaskAndLines() {
    Batch batch = new Batch(5, TASK, Terms.ofDefaults(), new byte[] {'[', ']'}, TEXT, STARTS);

    Batch slice = batch.slice(1, 3);

    assertThat(slice.size()).isEqualTo(2);
    assertThat(slice.id()).isEqualTo(5);
    assertThat(slice.terms()).isEqualTo(batch.terms());
    assertThat(slice.captured()).isEqualTo(batch.captured());
    assertThat(slice.taskId(0)).isEqualTo(8);
    assertThat(line(slice, 0)).isEqualTo("8 [22]\n");
    assertThat(slice.slice(1, 2).taskId(0)).isEqualTo(123_456_789_012_345_678L);
  }

  @Test
  void findsItsTasksInWhateverOrder() {
    byte[] text = "7 []\n3 []\n7 []\n5 []\n".getBytes(StandardCharsets.UTF_8);
    Batch batch =
        new Batch(5, TASK, Terms.ofDefaults(), new byte[0], text, new int[] {0, 5, 10, 15, 20});

    assertThat(batch.indexOf(7)).isZero();
    assertThat(batch.indexOf(3)).isEqualTo(1);
    assertThat(batch.indexOf(5)).isEqualTo(3);
    assertThat(batch.indexOf(4)).isEqualTo(-1);
    assertThat(batch.slice(1, 3).indexOf(7)).isEqualTo(1);
    assertThat(batch.slice(1, 3).indexOf(5)).isEqualTo(-1);
  }

  @Test
  void sliceOfEverythingIsTheSameBatch() {
    Batch batch = new Batch(5, TASK, Terms.ofDefaults(), new byte[0], TEXT, STARTS);

    assertThat(batch.slice(0, 3)).isSameAs(batch);
  }

  @Test
  void aCallWithAHistoryTravelsAlone() {
    Attempt first =
        new Attempt(
            1, Instant.EPOCH, Duration.ZERO, "host", 5, new Ending.Later(Duration.ZERO, ""));
    Terms second = Terms.ofDefaults().after(first);
    Batch batch = new Batch(1, TASK, Terms.ofDefaults(), new byte[0], TEXT, STARTS);

    assertThat(batch.slice(1, 2).on(second).terms().attempt()).isEqualTo(2);
    assertThatThrownBy(() -> batch.on(second)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToBeEmpty() {
    assertThatThrownBy(
            () -> new Batch(1, TASK, Terms.ofDefaults(), new byte[0], TEXT, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
    Batch batch = new Batch(1, TASK, Terms.ofDefaults(), new byte[0], TEXT, STARTS);
    assertThatThrownBy(() -> batch.slice(2, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String line(Batch batch, int call) {
    int length = batch.end(call) - batch.start(call);
    return new String(batch.text(), batch.start(call), length, StandardCharsets.UTF_8);
  }
}
