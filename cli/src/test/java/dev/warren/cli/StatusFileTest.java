package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.task.HostState;
import dev.warren.worker.HostStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFileTest {

  private static final Instant START = Instant.ofEpochSecond(1_000);

  @TempDir private Path folder;

  private final List<String> troubles = new ArrayList<>();
  private volatile HostStatus status = status(HostState.IDLE, "");
  private Instant now = START;

  private static HostStatus status(HostState state, String reason) {
    return new HostStatus(state, START.minusSeconds(7), reason, 4, 3, 12, 1);
  }

  private StatusFile file(Path path) {
    return new StatusFile(path, () -> status, () -> now, troubles::add);
  }

  @Test
  void aLineTellsEverything() {
    assertThat(StatusFile.line(status(HostState.WEDGED, "it \"hangs\"\n"), START))
        .isEqualTo(
            "{\"state\":\"wedged\",\"reason\":\"it \\\"hangs\\\"\\n\",\"since\":993,"
                + "\"written\":1000,\"slots\":4,\"busySlots\":3,\"tasksDone\":12,\"failures\":1}\n");
  }

  @Test
  void theSameIsWrittenAgainAfterAWhileAndAChangeAtOnce() throws IOException {
    Path path = folder.resolve("status");
    try (StatusFile file = file(path)) {
      file.look();
      now = START.plusSeconds(4);
      file.look();
      assertThat(path).content().contains("\"idle\"", "\"written\":1000,");
      now = START.plus(StatusFile.PERIOD);
      file.look();
      assertThat(path).content().contains("\"idle\"", "\"written\":1005,");
      now = START.plusSeconds(6);
      status = status(HostState.DRAINING, "");
      file.look();
      assertThat(path).content().contains("\"draining\"", "\"written\":1006,");
      now = START.minus(Duration.ofHours(1));
      file.look();
      assertThat(path).content().contains("\"written\":-2600,");
      assertThat(folder.toFile().list()).containsExactly("status");
    }
    assertThat(folder).isEmptyDirectory();
    assertThat(troubles).isEmpty();
  }

  @Test
  void aLookThatComesTooLateDoesNotWriteItAgain() {
    StatusFile file = file(folder.resolve("status"));
    file.look();
    file.close();

    file.look();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void itIsWrittenInTheBackground() {
    Path path = folder.resolve("status");
    try (StatusFile file = StatusFile.open(path, () -> status, troubles::add)) {
      assertThat(file).isNotNull();
      assertThat(path).content().contains("\"idle\"");
      status = status(HostState.BUSY, "");
      await().untilAsserted(() -> assertThat(path).content().contains("\"busy\""));
    }
  }

  @Test
  void whatCannotBeWrittenIsSaidOnce() throws IOException {
    Path path = folder.resolve("none").resolve("status");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> StatusFile.open(path, () -> status, troubles::add))
        .withMessageContaining("cannot write " + path)
        .withMessageEndingWith("no such file");
    try (StatusFile file = file(path)) {
      file.look();
      file.look();
      assertThat(troubles).hasSize(1);
      Files.createDirectory(path.getParent());
      file.look();
      assertThat(path).exists();
    }
  }
}
