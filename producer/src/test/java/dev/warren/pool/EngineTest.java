package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 8",
    "1, 4, 32",
    "10, 4, 320",
    "8192, 64, 100000",
    "60000, 4, 120000",
    "2147483647, 1, 2147483647",
    "2147483647, 4096, 2147483647"
  })
  void imapPullsSomeBatchesAheadForEachSlotAndAlwaysTwo(int batch, int slots, int window) {
    assertThat(Engine.window(batch, slots)).isEqualTo(window);
  }
}
