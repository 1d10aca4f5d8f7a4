package dev.warren.cli;

import dev.warren.code.ClassPathFiles;
import dev.warren.task.Code;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the worker processes find the classes of their tasks. */
final class ClassPathOption {

  @Option(
      names = "--classpath",
      paramLabel = "JARS",
      description =
          "Jars and folders with the tasks, as for java -cp; may be given more than once. With worker"
              + " hosts of a queue these travel along: all hosts of the queue have to take code"
              + " (--accept-code).")
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

  /** The same entries, for worker hosts that do not have them. */
  List<Path> shipped() {
    List<Path> entries = entries();
    int jars = count(entries);
    if (jars > Code.MOST_JARS) {
      throw CommandException.usage(
          "--classpath: "
              + jars
              + " jars; with worker hosts "
              + Code.MOST_JARS
              + " may travel along: put several of them into one");
    }
    return entries;
  }

  private static int count(List<Path> entries) {
    try {
      return ClassPathFiles.of(entries).size();
    } catch (IOException e) {
      throw CommandException.environment("--classpath: cannot read " + IoText.of(e), e);
    }
  }

  private static Path existing(Path entry) {
    Path there = ClassPathFiles.place(entry);
    if (!Files.exists(there)) {
      throw CommandException.usage("--classpath: " + there + " does not exist");
    }
    return entry;
  }
}
