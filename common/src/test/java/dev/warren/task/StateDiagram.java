package dev.warren.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The transitions of one of the diagrams of {@code docs/task-states.md}, as {@code from -> to}. */
public final class StateDiagram {

  private static final Pattern DIAGRAM =
      Pattern.compile("<!-- (\\w+) -->\\s*```mermaid\\s(.*?)```", Pattern.DOTALL);
  private static final Pattern TRANSITION =
      Pattern.compile("^\\s*(\\S+) --> (\\S+)(?: : .*)?$", Pattern.MULTILINE);
  private static final String END = "[*]";

  private StateDiagram() {}

  /**
   * Reads a diagram.
   *
   * @param name what stands in the comment before it
   * @return its transitions, without those from the beginning and to the end
   */
  public static Set<String> transitions(String name) {
    String page;
    try {
      page = Files.readString(Path.of("..", "docs", "task-states.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return DIAGRAM
        .matcher(page)
        .results()
        .filter(diagram -> diagram.group(1).equals(name))
        .flatMap(diagram -> TRANSITION.matcher(diagram.group(2)).results())
        .filter(it -> !it.group(1).equals(END) && !it.group(2).equals(END))
        .map(it -> transition(it.group(1), it.group(2)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * One transition.
   *
   * @param from a state
   * @param to the state after it
   * @return as {@link #transitions} has it
   */
  public static String transition(String from, String to) {
    return from + " -> " + to;
  }
}
