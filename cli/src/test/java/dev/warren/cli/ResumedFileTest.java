package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
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

  /** Writes the last line once more, if there is one, and others; tells how many there were. */
  private long append(String text) throws IOException {
    try (ResumedFile file = ResumedFile.open(path)) {
      String last = file.lines() == 0 ? "" : line((int) file.lines());
      file.stream().write((last + text).getBytes(StandardCharsets.UTF_8));
      assertThat(file.from()).isEqualTo(Math.max(0, file.lines() - 1));
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
  void aFileOfAnotherJobShouldBeRefusedAndStayAsItIs() throws IOException {
    String other = line(1) + "{\"line\":2,\"ok\":7}\n";
    Files.writeString(path, other);

    assertThatThrownBy(() -> append(line(3)))
        .isInstanceOf(IOException.class)
        .hasMessage("its line 2 is not the outcome that this job has");

    assertThat(Files.readString(path)).isEqualTo(other);
  }

  @Test
  void theLastLineMayComeInPieces() throws IOException {
    Files.writeString(path, line(1));
    try (ResumedFile file = ResumedFile.open(path)) {
      OutputStream out = file.stream();
      for (byte each : (line(1) + line(2)).getBytes(StandardCharsets.UTF_8)) {
        out.write(each);
      }
    }

    assertThat(Files.readString(path)).isEqualTo(line(1) + line(2));
  }

  @Test
  void aSecondWriterShouldBeRefusedAndHarmNothing() throws IOException {
    Files.writeString(path, line(1));
    try (ResumedFile first = ResumedFile.open(path)) {
      first.stream().write((line(1) + "hal").getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> ResumedFile.open(path))
          .as("in the same JVM; of another program's lock SubmitIT tells")
          .isInstanceOf(OverlappingFileLockException.class);

      assertThat(Files.readString(path)).isEqualTo(line(1) + "hal");
    }
    assertThat(append("b\n")).isEqualTo(1);
  }
}
