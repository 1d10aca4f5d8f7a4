package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTaskTest {

  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir private Path folder;

  private FileReport inspect(String content) throws IOException {
    return FileTask.read(Files.writeString(folder.resolve("a.txt"), content).toUri(), "far");
  }

  @Test
  void emptyFileShouldCountForNothing() throws IOException {
    FileReport report = inspect("");

    assertThat(report.size()).isZero();
    assertThat(report.lines()).isZero();
    assertThat(report.words()).isZero();
    assertThat(report.sha256()).isEqualTo(EMPTY_SHA256);
    assertThat(report.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(report.busyNanos()).isPositive();
    assertThat(report.path()).isEqualTo(folder.resolve("a.txt").toString());
  }

  @Test
  void countsShouldBeThoseOfWc() throws IOException {
    FileReport report = inspect("one two\n\n \tthree\r\nfour");

    assertThat(report.lines()).isEqualTo(3);
    assertThat(report.words()).isEqualTo(4);
    assertThat(report.size()).isEqualTo(22);
  }

  @Test
  void countsShouldNotDependOnTheBuffer() throws IOException {
    FileReport report = inspect("word ".repeat(100_000) + "\n");

    assertThat(report.words()).isEqualTo(100_000);
    assertThat(report.lines()).isEqualTo(1);
    assertThat(report.size()).isEqualTo(500_001);
  }

  @ParameterizedTest
  @CsvSource({
    "a.txt,txt",
    "A.TXT,txt",
    "a.tar.gz,gz",
    "Makefile,(none)",
    ".gitignore,(none)",
    "ends.,(none)",
    "Notes of 3.10 and later,(none)",
    "x.c++,c++"
  })
  void typeShouldBeTheExtension(String name, String type) {
    assertThat(FileTask.type(Path.of("folder.d", name))).isEqualTo(type);
  }

  @Test
  void symbolicLinkShouldNotBeFollowed() throws IOException {
    inspect("content");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a.txt"));

    assertThatThrownBy(() -> FileTask.read(link.toUri(), "far")).isInstanceOf(IOException.class);
  }

  @Test
  void missingFileShouldFail() {
    assertThatThrownBy(() -> FileTask.read(folder.resolve("none").toUri(), "far"))
        .isInstanceOf(NoSuchFileException.class);
  }
}
