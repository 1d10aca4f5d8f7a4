package dev.warren.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0-3 | 4",
        "0 | 1",
        "0-3,6 | 5",
        "0-1,4-5,7 | 5",
        "0-127 | 128",
        "nonsense | 1",
        "0-3, | 1",
        "3-0 | 1",
        "'' | 1",
      })
  void shouldCountWhatTheSystemLists(String list, int count) throws IOException {
    Path file = Files.writeString(folder.resolve("online"), list + "\n");

    assertThat(Cpu.count(file, 1)).isEqualTo(count);
  }

  @Test
  void shouldNotCountLessThanIsUsable() throws IOException {
    assertThat(Cpu.count(folder.resolve("missing"), 3)).isEqualTo(3);
    assertThat(Cpu.count(Files.writeString(folder.resolve("one"), "0"), 3)).isEqualTo(3);
    assertThat(Cpu.count()).isGreaterThanOrEqualTo(Cpu.usable());
    assertThat(Cpu.usable()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
