package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;

class PumpsTest {

  @Test
  void pipeThatBreaksOffShouldHaveEnded() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream lost =
        new SequenceInputStream(new ByteArrayInputStream(new byte[3]), new BrokenInput());

    assertThat(Pumps.read(lost, (bytes, length) -> out.write(bytes, 0, length))).isEqualTo(3);
    assertThat(out.size()).isEqualTo(3);
  }

  @Test
  void targetThatIsFullShouldBeSaid() {
    InputStream some = new ByteArrayInputStream(new byte[3]);

    assertThatIOException()
        .isThrownBy(
            () ->
                Pumps.read(
                    some,
                    (bytes, length) -> {
                      throw new IOException("full");
                    }))
        .withMessage("full");
  }
}
