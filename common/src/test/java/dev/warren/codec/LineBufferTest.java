package dev.warren.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBufferTest {

  private final LineBuffer buffer = new LineBuffer();

  private void line(String text) {
    buffer.write(Samples.bytes(text), 0, text.length());
    buffer.endLine();
  }

  @Test
  void remembersWhereLinesBegin() {
    line("ab");
    line("");
    line("c");

    assertThat(buffer.lines()).isEqualTo(3);
    assertThat(buffer.starts()).containsExactly(0, 3, 4, 6);
    assertThat(Samples.text(buffer.toByteArray())).isEqualTo("ab\n\nc\n");
  }

  @Test
  void dropsOnlyWhatHasNotEnded() {
    line("ab");
    buffer.write('x');
    buffer.dropLine();
    buffer.dropLine();
    line("c");

    assertThat(Samples.text(buffer.toByteArray())).isEqualTo("ab\nc\n");
    assertThat(buffer.starts()).containsExactly(0, 3, 5);
  }

  @Test
  void beginsAnewAfterAReset() {
    line("ab");
    buffer.reset();

    assertThat(buffer.size()).isZero();
    assertThat(buffer.starts()).containsExactly(0);
    line("c");
    assertThat(Samples.text(buffer.toByteArray())).isEqualTo("c\n");
    assertThat(buffer.lines()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, Long.MAX_VALUE, Long.MIN_VALUE})
  void writesNumbersInDecimal(long number) {
    buffer.writeNumber(number);

    assertThat(Samples.text(buffer.toByteArray())).isEqualTo(Long.toString(number));
  }

  @Test
  void keepsOneLineFromAPositionOn() {
    line("a");
    line("b");
    buffer.keepOneLine(2);

    assertThat(Samples.text(buffer.toByteArray())).isEqualTo("a\nb ");
  }

  @Test
  void growsAsNeeded() {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    buffer.write(1);
    buffer.write(large, 50_000, 50_000);

    LineBuffer copy = new LineBuffer();
    buffer.writeTo(copy);

    assertThat(copy.size()).isEqualTo(50_001);
    assertThat(copy.toByteArray()).startsWith(1, 0).endsWith(0, 7);
  }
}
