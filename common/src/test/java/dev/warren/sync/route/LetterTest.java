package dev.warren.sync.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.sync.wire.Frames;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LetterTest {

  private static byte[] letter() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Letter.head("m-1", 4));
    all.writeBytes(Letter.entry(7, Frames.of(new byte[] {1, 2, 3})));
    all.writeBytes(Letter.entry(8, Frames.of(new byte[0])));
    return all.toByteArray();
  }

  @Test
  void itShouldComeBackAsItWas() {
    Letter letter = Letter.of(letter());

    assertThat(letter.manager()).isEqualTo("m-1");
    assertThat(letter.epoch()).isEqualTo(4);
    assertThat(letter.entries()).extracting(Letter.Entry::client).containsExactly(7L, 8L);
    assertThat(letter.entries().get(0).frame()).containsExactly(1, 2, 3);
  }

  @Test
  void aHeadAloneShouldBeALetter() {
    assertThat(Letter.of(Letter.head("m", 0)).entries()).isEmpty();
  }

  @Test
  void whatIsCutShouldBeRefused() {
    byte[] whole = letter();
    int head = Letter.head("m-1", 4).length;
    int first = head + Letter.entry(7, Frames.of(new byte[] {1, 2, 3})).length;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length != head && length != first) {
        assertThatIllegalArgumentException().isThrownBy(() -> Letter.of(cut));
      }
    }
  }
}
