package dev.warren.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sources of the tests of all modules. */
final class TestSources {

  private final List<Source> all = new ArrayList<>();

  /** A file: the name of its class, and its text. */
  private record Source(String name, String text) {

    boolean isDisabled() {
      return text.substring(0, text.indexOf(name + " ")).contains("@Disabled");
    }

    /** What stands above a method, back to the empty line; empty if there is no such method. */
    String above(String method) {
      int at = text.indexOf(" void " + method + "(");
      return at < 0 ? "" : text.substring(text.lastIndexOf("\n\n", at) + 1, at);
    }

    boolean runs(String method) {
      String above = above(method);
      boolean isTest = above.contains("@Test") || above.contains("@ParameterizedTest");
      return isTest && !above.contains("@Disabled") && !isDisabled();
    }

    /** Whether it runs only in the classes that extend or implement it. */
    boolean isContract() {
      return text.contains("abstract class " + name) || text.contains("interface " + name);
    }
  }

  /** Reads all of them, by the folder of the project. */
  TestSources(Path root) throws IOException {
    for (Path module : below(root, 1)) {
      Path tests = module.resolve(Path.of("src", "test", "java"));
      if (Files.isDirectory(tests)) {
        for (Path each : below(tests, Integer.MAX_VALUE)) {
          read(each);
        }
      }
    }
  }

  private void read(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".java")) {
      all.add(new Source(name.replace(".java", ""), Files.readString(file)));
    }
  }

  private static List<Path> below(Path folder, int levels) throws IOException {
    try (Stream<Path> paths = Files.walk(folder, levels)) {
      return paths.toList();
    }
  }

  /** Whether a class has such a test, and nothing keeps that from being run. */
  boolean haveTest(String type, String method) {
    return all.stream()
        .filter(it -> it.name().equals(type) && it.runs(method))
        .anyMatch(it -> !it.isContract() || isFulfilled(type));
  }

  private boolean isFulfilled(String contract) {
    Pattern heir = Pattern.compile("(extends|implements)[^{]*\\b" + contract + "\\b");
    return all.stream().anyMatch(it -> heir.matcher(it.text()).find());
  }
}
