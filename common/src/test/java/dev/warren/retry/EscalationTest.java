package dev.warren.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscalationTest {

  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({"0, 100", "1, 200", "2, 400", "3, 512", "50, 512"})
  void aHeapGrowsWithEachDeathUpToItsEnd(int deaths, long mib) {
    HeapEscalation heap = new HeapEscalation(2, 512 * MIB);

    assertThat(heap.after(100 * MIB, deaths)).isEqualTo(mib * MIB);
  }

  @Test
  void aHeapThatIsLargerAnywayStaysAsItIs() {
    assertThat(new HeapEscalation(2, 512 * MIB).after(600 * MIB, 3)).isEqualTo(600 * MIB);
  }

  @Test
  void aLimitGrowsWithEachTimeoutUpToItsEnd() {
    LimitEscalation limit = new LimitEscalation(1.5, Duration.ofSeconds(20));

    assertThat(limit.after(Duration.ofSeconds(10), 0)).isEqualTo(Duration.ofSeconds(10));
    assertThat(limit.after(Duration.ofSeconds(10), 1)).isEqualTo(Duration.ofSeconds(15));
    assertThat(limit.after(Duration.ofSeconds(10), 2)).isEqualTo(Duration.ofSeconds(20));
    assertThat(limit.after(Duration.ofSeconds(30), 2)).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({
    "4194304, 4194304",
    "4096k, 4194304",
    "512m, 536870912",
    "2G, 2147483648",
    "64t, 70368744177664"
  })
  void readsSizesAsTheOptionsOfAJvmHaveThem(String text, long bytes) {
    assertThat(HeapEscalation.upTo(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "2 g", "-2g", "2.5g", "2gb", "99999999t"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> HeapEscalation.upTo(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
