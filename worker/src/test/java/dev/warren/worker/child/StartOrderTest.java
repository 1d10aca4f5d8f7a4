package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StartOrderTest {

  @Test
  void readsWhatItWrites() throws Exception {
    StartOrder order = new StartOrder("höst", true, "a.B::c", new byte[] {1, 2});

    StartOrder read = StartOrder.decode(order.encode());

    assertThat(read.host()).isEqualTo("höst");
    assertThat(read.trusted()).isTrue();
    assertThat(read.initializer()).isEqualTo("a.B::c");
    assertThat(read.captured()).containsExactly(1, 2);
  }

  @Test
  void readsAnOrderWithoutInitializer() throws Exception {
    StartOrder read = StartOrder.decode(new StartOrder("", false, "", Frame.EMPTY).encode());

    assertThat(read.trusted()).isFalse();
    assertThat(read.initializer()).isEmpty();
    assertThat(read.captured()).isEmpty();
  }

  @Test
  void aCutOrderIsNone() {
    byte[] whole = new StartOrder("h", true, "a.B::c", new byte[] {1}).encode();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> StartOrder.decode(cut)).isInstanceOf(EOFException.class);
    }
  }
}
