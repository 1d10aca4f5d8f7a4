package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DemoIT {

  private static final int FILES = 3_000;

  @TempDir private Path folder;

  /** Files with a few lines each; returns the digest that the demo should print. */
  private String fill() throws IOException {
    TreeMap<String, String> expected = new TreeMap<>();
    for (int i = 0; i < FILES; i++) {
      String name = "d" + i % 30 + "/f " + i + (i % 3 == 0 ? ".txt" : ".md");
      String content = "line one\n".repeat(i % 50);
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      expected.put(name, hex(content));
    }
    StringBuilder lines = new StringBuilder();
    expected.forEach((name, hex) -> lines.append(hex).append("  ").append(name).append('\n'));
    return hex(lines.toString());
  }

  private static String hex(String text) {
    return HexFormat.of()
        .formatHex(FileTask.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyFileShouldBeCountedByTwoProcesses() throws Exception {
    String digest = fill();

    try (WarrenProcess demo = WarrenProcess.start("demo", folder.toString(), "--processes=2")) {
      assertThat(demo.exitCode()).describedAs(demo.err()).isEqualTo(Exit.OK);
      assertThat(demo.out())
          .startsWith("type")
          .containsPattern("txt +1,000 ")
          .containsPattern("md +2,000 ")
          .containsPattern("total +3,000 +661,500 +73,500 +147,000\n")
          .contains("digest  " + digest + "\n")
          .contains("worker pid")
          .contains("speed-up")
          .contains("with 2 processes");
      assertThat(demo.err().lines()).allMatch(line -> line.startsWith("warren: "));
    }
  }

  @Test
  void emptyFolderShouldBeNoTrouble() throws Exception {
    try (WarrenProcess demo = WarrenProcess.start("demo", folder.toString(), "--processes=1")) {
      assertThat(demo.exitCode()).isEqualTo(Exit.OK);
      assertThat(demo.out()).containsPattern("total +0 +0 +0 +0\n");
    }
  }
}
