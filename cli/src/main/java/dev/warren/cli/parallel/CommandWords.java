package dev.warren.cli.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The words behind the options: the command, and its arguments behind {@code :::}, {@code :::+},
 * {@code ::::} and {@code ::::+}.
 *
 * @param command the words of the command; empty if each line of input is one
 * @param sources where the arguments come from; empty for the standard input
 */
public record CommandWords(List<String> command, List<InputSource> sources) {

  /** How a separator has what follows read. */
  private enum Kind {
    VALUES,
    LINKED_VALUES,
    FILES,
    LINKED_FILES
  }

  private static final Map<String, Kind> SEPARATORS =
      Map.of(
          ":::", Kind.VALUES,
          ":::+", Kind.LINKED_VALUES,
          "::::", Kind.FILES,
          "::::+", Kind.LINKED_FILES);

  /** Copies the lists. */
  public CommandWords {
    command = List.copyOf(command);
    sources = List.copyOf(sources);
  }

  /**
   * Splits the words.
   *
   * @param argFiles files that options have named as input, before any other
   * @param words all words behind the options, as octets
   * @return the command and where its arguments come from
   * @throws IllegalArgumentException if a source is linked to none
   */
  public static CommandWords parse(List<String> argFiles, List<String> words) {
    List<InputSource> sources = new ArrayList<>();
    argFiles.forEach(name -> sources.add(new InputSource.File(name, false)));
    int at = 0;
    while (at < words.size() && !SEPARATORS.containsKey(words.get(at))) {
      at++;
    }
    List<String> command = words.subList(0, at);
    while (at < words.size()) {
      String separator = words.get(at);
      int end = at + 1;
      while (end < words.size() && !SEPARATORS.containsKey(words.get(end))) {
        end++;
      }
      add(separator, words.subList(at + 1, end), sources);
      at = end;
    }
    return new CommandWords(command, sources);
  }

  private static void add(String separator, List<String> given, List<InputSource> sources) {
    Kind kind = SEPARATORS.get(separator);
    boolean linked = kind == Kind.LINKED_VALUES || kind == Kind.LINKED_FILES;
    if (linked && sources.isEmpty()) {
      throw new IllegalArgumentException(
          separator + " links its arguments to those before, but there are none");
    }
    if (kind == Kind.VALUES || kind == Kind.LINKED_VALUES) {
      sources.add(new InputSource.Values(List.copyOf(given), linked));
    } else if (given.isEmpty()) {
      throw new IllegalArgumentException(separator + " is followed by the name of a file");
    } else {
      given.forEach(name -> sources.add(new InputSource.File(name, linked)));
    }
  }
}
