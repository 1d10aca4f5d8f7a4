package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressCellTest {

  @TempDir private Path folder;

  @Test
  void beginsWithNothingRunning() throws Exception {
    Path file = ProgressCell.createFile();

    assertThat(ProgressCell.open(file).get()).isEqualTo(ProgressCell.NONE);
    Files.delete(file);
  }

  @Test
  void whatOneSideSetsTheOtherSees() throws Exception {
    Path file = ProgressCell.createFile();
    ProgressCell child = ProgressCell.open(file);
    ProgressCell host = ProgressCell.open(file);
    Files.delete(file);

    child.set(5);
    assertThat(host.get()).isEqualTo(5);
    child.set(Integer.MAX_VALUE);
    assertThat(host.get()).isEqualTo(Integer.MAX_VALUE);
    host.set(ProgressCell.NONE);
    assertThat(child.get()).isEqualTo(ProgressCell.NONE);
  }

  @Test
  void needsItsFile() {
    assertThatThrownBy(() -> ProgressCell.open(folder.resolve("none")))
        .isInstanceOf(IOException.class);
  }
}
