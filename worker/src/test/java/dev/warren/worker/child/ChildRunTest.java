package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.task.Batch;
import dev.warren.task.TaskEvent;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import org.junit.jupiter.api.Test;

class ChildRunTest {

  private final Heard heard = new Heard(outcomes -> {});
  private final ChildRun run = new ChildRun(1, batch(), 2, heard);

  private static Batch batch() {
    CallWriter calls = new CallWriter();
    calls.add(5);
    calls.add(6);
    return calls.toBatch(1, TaskName.parse("a.B::c"), Terms.ofDefaults(), new byte[0]);
  }

  private void look(int call, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(run.look(call)).isFalse();
    }
  }

  @Test
  void whatRunsIsSaidOnceAtTheSecondLook() {
    look(ProgressCell.NONE, 3);
    look(0, 1);
    assertThat(heard.running).isEmpty();

    look(0, 3);
    look(1, 3);

    assertThat(heard.running)
        .containsExactly(new TaskEvent.Running(5, 2), new TaskEvent.Running(6, 2));
  }

  @Test
  void whatRunsIsSaidUntilItIsKnown() {
    heard.deaf = 2;

    look(0, 10);

    assertThat(heard.running).hasSize(3).containsOnly(new TaskEvent.Running(5, 2));
  }
}
