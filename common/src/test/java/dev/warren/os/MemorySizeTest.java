package dev.warren.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {

  @ParameterizedTest
  @CsvSource({
    "1023, 1023",
    "1k, 1024",
    "512m, 536870912",
    "2G, 2147483648",
    "' 3t ', 3298534883328",
  })
  void readsWhatAJvmReads(String text, long bytes) {
    assertThat(MemorySize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1m", "1.5g", "1gb", "1 g", "9999999999999999"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> MemorySize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("512m")
        .hasMessageContaining('"' + text + '"');
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> MemorySize.parse("0k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 0");
  }

  @Test
  void refusesWhatNoMachineHas() {
    assertThatThrownBy(() -> MemorySize.parse("99999999t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1610612736, 1.5 GiB",
    "5497558138880000, 5000 TiB",
  })
  void describesInWords(long bytes, String words) {
    assertThat(MemorySize.describe(bytes)).isEqualTo(words);
  }
}
