package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  /** What stands for a line of input. */
  private static String line(int number) {
    return "{\"line\":" + number + ",\"ok\":0}\n";
  }

  @Test
  void aFileThatIsNotThereShouldBeMade() throws IOException {
    assertThat(append("a\n")).isZero();

    assertThat(path).hasContent("a\n");
  }

  @Test
  void wholeLinesShouldStay() throws IOException {
    Files.writeString(path, line(1) + line(2));

    assertThat(append("c\n")).isEqualTo(2);

    assertThat(Files.readString(path)).isEqualTo(line(1) + line(2) + "c\n");
  }

  @Test
  void halfALastLineShouldBeCut() throws IOException {
    Files.writeString(path, line(1) + line(2) + "hal");

    assertThat(append("half\n")).isEqualTo(2);

    assertThat(Files.readString(path)).isEqualTo(line(1) + line(2) + "half\n");
  }

  @Test
  void halfAnOnlyLineShouldBeCut() throws IOException {
    Files.writeString(path, "hal");

    assertThat(append("")).isZero();

    assertThat(path).isEmptyFile();
  }

  @Test
  void linesLongerThanABufferShouldBeCountedAndCut() throws IOException {
    String whole = line(1) + "x".repeat(70_000) + "\n" + line(3);
    Files.writeString(path, whole + "y".repeat(200_000));

    assertThat(append("end\n")).isEqualTo(3);

    assertThat(Files.readString(path)).isEqualTo(whole + "end\n");
  }

  @Test
  void aFileOfSomethingElseShouldBeRefusedAndStayAsItIs() throws IOException {
    for (String each : List.of("a\nb\n", line(1) + line(7), line(1) + "{\"li\n")) {
      Files.writeString(path, each);

      assertThatThrownBy(() -> ResumedFile.open(path))
          .isInstanceOf(IOException.class)
          .hasMessage("its last line is not the outcome of line 2 of a job");

      assertThat(Files.readString(path)).isEqualTo(each);
    }
  }

  @Test
  void aSecondWriterShouldBeRefusedAndHarmNothing() throws IOException {
    Files.writeString(path, line(1));
    try (ResumedFile first = ResumedFile.open(path)) {
      first.stream().write("hal".getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> ResumedFile.open(path))
          .as("in the same JVM; of another program's lock SubmitIT tells")
          .isInstanceOf(OverlappingFileLockException.class);

      assertThat(Files.readString(path)).isEqualTo(line(1) + "hal");
    }
    assertThat(append("b\n")).isEqualTo(1);
  }
}
