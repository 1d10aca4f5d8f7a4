package dev.warren.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotRangeTest {

  @Test
  void aRangeShouldBeReadAndWritten() {
    assertThat(SlotRange.parse("1-8")).isEqualTo(new SlotRange(1, 8)).hasToString("1-8");
    assertThat(SlotRange.parse(" 3 - 3 ")).isEqualTo(new SlotRange(3, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "-4", "1-", "a-b", "1-2-3", "1..4"})
  void whatIsNoRangeShouldBeRefused(String text) {
    assertThatThrownBy(() -> SlotRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no range such as 1-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0-4", "4-3", "1-1001"})
  void theBoundsShouldBeSaid(String text) {
    assertThatThrownBy(() -> SlotRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 1000, not between ");
  }

  @Test
  void aNumberShouldBeBroughtIntoTheRange() {
    SlotRange range = new SlotRange(2, 5);

    assertThat(range.clamp(-1)).isEqualTo(2);
    assertThat(range.clamp(4)).isEqualTo(4);
    assertThat(range.clamp(Long.MAX_VALUE)).isEqualTo(5);
  }
}
