package dev.warren.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.Death;
import dev.warren.task.Failure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerStartExceptionTest {

  @Test
  void deathSaysHowAndShowsTheLastLines() {
    Death death = new Death("host", 42, 1, "", List.of("Unrecognized option: -Xfoo", "Error"));

    WorkerStartException thrown = WorkerStartException.died(death);

    assertThat(thrown)
        .hasMessageContaining("exit code 1")
        .hasMessageContaining("Unrecognized option: -Xfoo\n  Error");
    assertThat(thrown.initializerFailure()).isEmpty();
    assertThat(thrown.wasKilled()).isFalse();
  }

  @Test
  void deathWithoutLinesSaysWhereToLook() {
    WorkerStartException thrown =
        WorkerStartException.died(new Death("host", 42, 137, "", List.of()));

    assertThat(thrown).hasMessageContaining("signal 9").hasMessageContaining("class path");
    assertThat(thrown.wasKilled()).isTrue();
  }

  @Test
  void initializerCarriesItsFailure() {
    Failure failure = new Failure("a.B", "no", List.of(), null);

    WorkerStartException thrown = WorkerStartException.initializer(failure);

    assertThat(thrown).hasMessageEndingWith("threw a.B: no");
    assertThat(thrown.initializerFailure()).contains(failure);
  }

  @Test
  void notSpawnedKeepsItsCause() {
    IOException cause = new IOException("no such file");

    assertThat(WorkerStartException.notSpawned(cause))
        .hasMessageEndingWith("no such file")
        .hasCause(cause);
  }
}
