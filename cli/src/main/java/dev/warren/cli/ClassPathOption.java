package dev.warren.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the worker processes find the classes of their tasks. */
final class ClassPathOption {

  /** What {@code java -cp} takes for all jars in a folder. */
  private static final String ALL_JARS = "*";

  @Option(
      names = "--classpath",
      paramLabel = "JARS",
      description =
          "Jars and folders with the tasks, as for java -cp; may be given more than once. With worker"
              + " hosts of a queue these travel along, to hosts that take code (--accept-code).")
  private List<String> values = List.of();

  /** Its entries, each of which is there. */
  List<Path> entries() {
    List<Path> entries = new ArrayList<>();
    for (String value : values) {
      for (String each : value.split(File.pathSeparator, 0)) {
        if (!each.isBlank()) {
          entries.add(existing(Path.of(each)));
        }
      }
    }
    return entries;
  }

  private static Path existing(Path entry) {
    Path there = entry.endsWith(ALL_JARS) ? entry.toAbsolutePath().getParent() : entry;
    if (!Files.exists(there)) {
      throw CommandException.usage("--classpath: " + there + " does not exist");
    }
    return entry;
  }
}
