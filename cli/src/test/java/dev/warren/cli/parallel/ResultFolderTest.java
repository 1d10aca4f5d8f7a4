package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {

  @TempDir private Path root;

  private String name(String octets) throws IOException {
    Path folder = ResultFolder.make(root, new Job(0, 7, List.of(octets)));
    assertThat(folder.resolve("seq")).hasContent("7");
    assertThat(folder.getParent()).isEqualTo(root.resolve("1"));
    return folder.getFileName().toString();
  }

  @Test
  void folderShouldBeNamedAsGnuParallelNamesIt() throws IOException {
    Path folder = ResultFolder.make(root, new Job(0, 1, List.of("a/b", "c\td\\")));

    assertThat(folder).isEqualTo(root.resolve("1/a\\_b/2/c\\td\\\\"));
    assertThat(name("..")).isEqualTo("\\..");
  }

  @Test
  void bytesThatAreNoTextShouldBeEscaped() throws IOException {
    assertThat(name("a\u00ff")).isEqualTo("a\\xff");
    assertThat(name("a\u00fe")).isEqualTo("a\\xfe");
    assertThat(name("a\\xff")).isEqualTo("a\\\\xff");
  }

  @Test
  void longArgumentsShouldHaveDifferentFoldersToo() throws IOException {
    Set<String> names = new HashSet<>();
    for (String end : List.of("", "1", "2", "\u00ff", Octets.ofText("\u00e9"))) {
      names.add(name("x".repeat(255) + end));
      names.add(name(Octets.ofText("\u6f22").repeat(85) + end));
      names.add(name("/".repeat(128) + end));
    }

    assertThat(names).hasSize(15).contains("x".repeat(255)).allSatisfy(this::isShort);
  }

  private void isShort(String name) {
    assertThat(Octets.ofText(name).length()).isLessThanOrEqualTo(255);
  }

  @Test
  void pathThatIsTooLongShouldBeSaid() {
    List<String> many = Collections.nCopies(1_000, "argument");

    assertThatExceptionOfType(ResultsException.class)
        .isThrownBy(() -> ResultFolder.make(root, new Job(0, 1, many)))
        .withMessageContaining("1000 arguments")
        .withMessageContaining("more than 4000");
  }
}
