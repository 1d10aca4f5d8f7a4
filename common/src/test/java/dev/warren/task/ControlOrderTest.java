package dev.warren.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.task.ControlOrder.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlOrderTest {

  @Test
  void aHostCanHaveFromOneToAThousandProcesses() {
    assertThat(ControlOrder.checkSlots(1)).isEqualTo(1);
    assertThat(ControlOrder.checkSlots(1_000)).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_001, Integer.MAX_VALUE})
  void otherNumbersShouldBeRefusedWithTheBound(int count) {
    assertThatThrownBy(() -> new ControlOrder("o", "c", Action.SCALE, count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a worker host has 1 to 1000 worker processes, not " + count);
  }

  @Test
  void noneShouldBeRefusedWithWhatToDoInstead() {
    assertThatThrownBy(() -> ControlOrder.checkSlots(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0: to end it, drain or stop it");
  }
}
