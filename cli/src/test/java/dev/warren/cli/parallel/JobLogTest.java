package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.warren.cli.parallel.JobLog.Resume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JobLogTest {

  private static final String HEADER =
      "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n";
  private static final String FIRST = "1\t:\t1.000\t     0.003\t0\t0\t0\t0\ttrue\n";
  private static final String FAILED = "2\t:\t1.000\t     0.003\t0\t0\t1\t0\tfalse\t2\n";
  private static final String KILLED = "4\t:\t1.000\t     0.003\t0\t0\t0\t9\tkill\n";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("log");
  }

  private static JobResult result(int exitValue, int signal) {
    return new JobResult(
        ":", Instant.ofEpochMilli(1_795_443_578_962L), 12_345_678, exitValue, signal, 42);
  }

  @Test
  void linesShouldHaveTheColumnsOfGnuParallel() throws IOException {
    try (JobLog log = JobLog.open(file, Resume.NO)) {
      log.add(3, "echo 'a\nb'\tc", result(2, 0), 5);
      log.add(1, "x", result(-1, 15), 0);
    }

    assertThat(file)
        .hasContent(
            HEADER
                + "3\t:\t1795443578.962\t     0.012\t42\t5\t2\t0\techo 'a\0b'\tc\n"
                + "1\t:\t1795443578.962\t     0.012\t42\t0\t-1\t15\tx\n");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void logShouldGoWhereNothingCanBeReadAgain() throws IOException {
    Path nothing = Path.of("/dev/null");

    try (JobLog log = JobLog.open(nothing, Resume.NO)) {
      assertThatNoException().isThrownBy(() -> log.add(1, "true", result(0, 0), 0));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JobLog.open(nothing, Resume.ALL))
        .withMessageContaining("/dev/null");
  }

  @Test
  void lineShouldBeInTheFileAtOnce() throws IOException {
    try (JobLog log = JobLog.open(file, Resume.NO)) {
      log.add(1, "true", result(0, 0), 0);

      assertThat(Files.readString(file)).endsWith("\ttrue\n");
    }
  }

  @Test
  void logShouldBeginAnewWithoutResume() throws IOException {
    Files.writeString(file, HEADER + FIRST);

    try (JobLog log = JobLog.open(file, Resume.NO)) {
      assertThat(log.isDone(1)).isFalse();
    }
    assertThat(file).hasContent(HEADER);
  }

  @Test
  void whateverHasRunShouldBeDone() throws IOException {
    Files.writeString(file, HEADER + FIRST + FAILED + KILLED);

    try (JobLog log = JobLog.open(file, Resume.ALL)) {
      assertThat(log.isDone(1)).isTrue();
      assertThat(log.isDone(2)).isTrue();
      assertThat(log.isDone(3)).isFalse();
      assertThat(log.isDone(4)).isTrue();
    }
  }

  @Test
  void whatWasNeverStartedShouldNotBeDone() throws IOException {
    Files.writeString(file, HEADER + FIRST + "2\t-\t1.000\t     0.000\t0\t0\t-1\t0\tx\n");

    try (JobLog log = JobLog.open(file, Resume.ALL)) {
      assertThat(log.isDone(1)).isTrue();
      assertThat(log.isDone(2)).isFalse();
    }
  }

  @Test
  void onlyWhatHasSucceededShouldBeDoneIfFailuresRunAgain() throws IOException {
    String mended = FAILED.replace("\t1\t0\t", "\t0\t0\t");
    Files.writeString(file, HEADER + FIRST + FAILED + KILLED + mended.replace("2\t:", "5\t:"));

    try (JobLog log = JobLog.open(file, Resume.SUCCEEDED)) {
      assertThat(log.isDone(1)).isTrue();
      assertThat(log.isDone(2)).isFalse();
      assertThat(log.isDone(4)).isFalse();
      assertThat(log.isDone(5)).isTrue();
    }
  }

  @Test
  void lastLineOfACommandShouldCount() throws IOException {
    Files.writeString(file, HEADER + FAILED + FAILED.replace("\t1\t0\t", "\t0\t0\t"));

    try (JobLog log = JobLog.open(file, Resume.SUCCEEDED)) {
      assertThat(log.isDone(2)).isTrue();
    }
  }

  @Test
  void tornLineShouldCountForNothingAndBeCutOff() throws IOException {
    Files.writeString(file, HEADER + FIRST + KILLED.stripTrailing());

    try (JobLog log = JobLog.open(file, Resume.ALL)) {
      assertThat(log.isDone(1)).isTrue();
      assertThat(log.isDone(4)).isFalse();
      log.add(9, "x", result(0, 0), 0);
    }
    assertThat(Files.readString(file)).startsWith(HEADER + FIRST + "9\t:");
  }

  @Test
  void foreignLinesShouldBeLeftAlone() throws IOException {
    Files.writeString(file, "hello\n\n-3\ta\tb\tc\td\te\tf\tg\th\n");

    try (JobLog log = JobLog.open(file, Resume.ALL)) {
      assertThat(log.isDone(3)).isFalse();
    }
    assertThat(Files.readString(file)).startsWith("hello\n").doesNotContain(HEADER);
  }

  @Test
  void missingOrEmptyLogShouldGetAHeader() throws IOException {
    JobLog.open(file, Resume.ALL).close();

    assertThat(file).hasContent(HEADER);
  }
}
