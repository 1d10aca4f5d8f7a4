package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Surroundings surroundings(boolean onTerminal) {
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        onTerminal,
        new StopSignals());
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void terminalShouldGetABar() {
    try (Progress progress = Progress.of(surroundings(true), "files")) {
      progress.step();
      progress.step();
    }

    assertThat(said()).contains("\r").contains("2/? files").contains("files/s");
    assertThat(said().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    assertThat(out.size()).isZero();
  }

  @Test
  void logShouldGetALineEverySecond() {
    try (Progress progress = Progress.of(surroundings(false), "files")) {
      progress.step();

      await().untilAsserted(() -> assertThat(said()).contains("warren: 1 files, 1 files/s\n"));
    }
    assertThat(said()).doesNotContain("\r");
  }
}
