package dev.warren.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for who comes from Python leaves none of its names out. */
class ComingFromPythonTest {

  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final Pattern NAME = Pattern.compile("\\w+");

  /** What the first columns of the tables have in code style, word by word. */
  private static Set<String> shown() throws IOException {
    Set<String> names = new HashSet<>();
    for (String line : Files.readAllLines(Path.of("../docs/coming-from-python.md"))) {
      if (line.startsWith("| ")) {
        Matcher code = CODE.matcher(line.substring(0, line.indexOf('|', 1)));
        while (code.find()) {
          NAME.matcher(code.group(1)).results().forEach(word -> names.add(word.group()));
        }
      }
    }
    return names;
  }

  @Test
  void everyNameOfPythonShouldBeThere() throws IOException {
    List<String> python;
    try (InputStream file = getClass().getResourceAsStream("/python-names.txt")) {
      python = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    Set<String> shown = shown();

    assertThat(python)
        .hasSizeGreaterThan(100)
        .allMatch(name -> shown.contains(name.substring(name.lastIndexOf('.') + 1)));
  }
}
