package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.JsonText;
import dev.warren.lambda.TaskRef;
import dev.warren.task.TaskName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NamedTaskTest {

  @Test
  void travelsByItsNameAlone() {
    NamedTask<String, JsonText> task = NamedTask.of("no.such.Type::run", JsonText.class);

    TaskRef ref = task.ref();

    assertThat(ref.name()).isEqualTo(TaskName.parse("no.such.Type::run"));
    assertThat(ref.captured()).isEmpty();
    assertThat(ref.result().read("[1]".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new JsonText("[1]"));
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatThrownBy(() -> NamedTask.of("run", String.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotRunHere() {
    assertThatThrownBy(() -> NamedTask.of("a.B::c", String.class).call("x"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("a.B::c");
  }
}
