package dev.warren.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled and run here. */
class ReadmePageTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "warren", "examples");

  @Test
  void readmeShowsExamplesWordForWord() throws IOException {
    String firstPool = Files.readString(SOURCES.resolve("FirstPool.java"));
    String nothingLost = Files.readString(SOURCES.resolve("NothingLost.java"));
    String besidePools = Files.readString(SOURCES.resolve("BesidePools.java"));

    assertThat(Page.read("README.md").blocks("java"))
        .satisfiesExactly(
            shown -> assertThat(firstPool).endsWith(shown),
            shown -> assertThat(nothingLost).endsWith(shown),
            shown -> assertThat(besidePools).endsWith(shown));
  }
}
