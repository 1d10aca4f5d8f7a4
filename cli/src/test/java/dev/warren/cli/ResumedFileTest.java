package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedFileTest {

  @TempDir private Path folder;

  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("out");
  }

  private long append(String text) throws IOException {
    try (ResumedFile file = ResumedFile.open(path)) {
      file.stream().write(text.getBytes(StandardCharsets.UTF_8));
      return file.lines();
    }
  }

  @Test
  void aFileThatIsNotThereShouldBeMade() throws IOException {
    assertThat(append("a\n")).isZero();

    assertThat(path).hasContent("a\n");
  }

  @Test
  void wholeLinesShouldStay() throws IOException {
    Files.writeString(path, "a\n\nb\n");

    assertThat(append("c\n")).isEqualTo(3);

    assertThat(Files.readString(path)).isEqualTo("a\n\nb\nc\n");
  }

  @Test
  void halfALastLineShouldBeCut() throws IOException {
    Files.writeString(path, "a\nb\nhal");

    assertThat(append("half\n")).isEqualTo(2);

    assertThat(Files.readString(path)).isEqualTo("a\nb\nhalf\n");
  }

  @Test
  void halfAnOnlyLineShouldBeCut() throws IOException {
    Files.writeString(path, "hal");

    assertThat(append("")).isZero();

    assertThat(path).isEmptyFile();
  }

  @Test
  void linesLongerThanABufferShouldBeCountedAndCut() throws IOException {
    String line = "x".repeat(70_000) + "\n";
    Files.writeString(path, line.repeat(3) + "y".repeat(200_000));

    assertThat(append("end\n")).isEqualTo(3);

    assertThat(Files.readString(path)).isEqualTo(line.repeat(3) + "end\n");
  }

  @Test
  void aSecondWriterShouldBeRefusedAndHarmNothing() throws IOException {
    Files.writeString(path, "a\n");
    try (ResumedFile first = ResumedFile.open(path)) {
      first.stream().write("hal".getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> ResumedFile.open(path))
          .as("in the same JVM; of another program's lock SubmitIT tells")
          .isInstanceOf(OverlappingFileLockException.class);

      assertThat(Files.readString(path)).isEqualTo("a\nhal");
    }
    assertThat(append("b\n")).isEqualTo(1);
  }
}
