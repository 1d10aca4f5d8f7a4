package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileOutputTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_530, 65_535, 65_536, 65_537, 200_000})
  void bytesShouldBeFoundWhereverTheyBegin(int place) throws IOException {
    Path file = folder.resolve("f");
    Files.writeString(file, "x".repeat(place) + "mark" + "y".repeat(100) + "mark");

    try (FileOutput output = FileOutput.open(file, true)) {
      assertThat(output.indexOf(Octets.bytes("mark"))).isEqualTo(place);
      assertThat(output.indexOf(Octets.bytes("nark"))).isEqualTo(-1);
      assertThat(output.part(0, place + 3).indexOf(Octets.bytes("mark"))).isEqualTo(-1);
    }
  }
}
