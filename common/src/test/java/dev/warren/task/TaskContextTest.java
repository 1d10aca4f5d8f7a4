package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskContextTest {

  @AfterEach
  void noTask() {
    CurrentTask.from(Optional::empty);
  }

  @Test
  void outsideATaskThereIsNoneAndItSaysWhatToDo() {
    assertThatThrownBy(TaskContext::current)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no task is running")
        .hasMessageContaining("in a method that a pool runs");
  }

  @Test
  void itIsWhateverTheProcessRuns() {
    TaskContext context =
        (TaskContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TaskContext.class},
                (proxy, method, args) -> null);
    CurrentTask.from(() -> Optional.of(context));

    assertThat(TaskContext.current() == context).isTrue();
    assertThatThrownBy(() -> CurrentTask.from(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void progressIsCheckedAndCut() {
    assertThat(new TaskEvent.Progress(1, 1, 0, 0, "x".repeat(5_000)).message()).hasSize(1_000);
    assertThatThrownBy(() -> new TaskEvent.Progress(1, 1, -1, 0, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TaskEvent.Progress(1, 1, 0, -1, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
