package dev.warren.subprocess;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a command as a POSIX shell would have to be given it (Python: {@code shlex.join}). */
final class CommandLine {

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  /** The most characters of a command in a message. */
  private static final int MOST = 500;

  private CommandLine() {}

  static String of(List<String> args) {
    return args.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
  }

  /** The same for messages: of a very long one only its beginning. */
  static String brief(List<String> args) {
    String line = of(args);
    return line.length() <= MOST ? line : line.substring(0, MOST) + "...";
  }

  static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\"'\"'") + "'";
  }
}
