package dev.warren.sync.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final Request REQUEST =
      new Request(
          Op.PUT, 7, 1, 3, Request.FOR_EVER, List.of("42".getBytes(StandardCharsets.UTF_8)));

  private static byte[] body(byte[] frame) {
    return Arrays.copyOfRange(frame, Frames.PREFIX, frame.length);
  }

  @Test
  void aRequestShouldBeWrittenAsTheProtocolSays() {
    assertThat(HexFormat.of().formatHex(REQUEST.toFrame()))
        .isEqualTo(
            "0000002b"
                + "00"
                + "0000000000000007"
                + "0000000000000001"
                + "0000000000000003"
                + "ffffffffffffffff"
                + "00000001"
                + "00000002"
                + "3432");
  }

  @Test
  void aRequestShouldComeBackAsItWas() {
    Request back = Request.of(body(REQUEST.toFrame()));

    assertThat(back).usingRecursiveComparison().isEqualTo(REQUEST);
  }

  @Test
  void anAnswerShouldComeBackAsItWas() {
    Answer answer = new Answer(9, Status.NO, List.of(new byte[0], new byte[] {1, 2}));

    assertThat(Answer.of(body(answer.toFrame()))).usingRecursiveComparison().isEqualTo(answer);
  }

  @Test
  void whatIsNoFrameShouldBeRefused() {
    byte[] good = body(REQUEST.toFrame());
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatIllegalArgumentException().isThrownBy(() -> Request.of(cut));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Request.of(Arrays.copyOf(good, good.length + 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Frames.checkLength(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Frames.checkLength(Frames.MAX_LENGTH + 1));
  }

  @Test
  void noiseShouldBeReadOrRefusedButDoNoHarm() {
    Random random = new Random(1);
    byte[] good = body(REQUEST.toFrame());
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = good.clone();
      noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      try {
        assertThat(Request.of(noise).values().size()).isLessThanOrEqualTo(noise.length);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }
}
