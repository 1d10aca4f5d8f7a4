package dev.warren.subprocess;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a command as a POSIX shell would have to be given it (Python: {@code shlex.join}). */
final class CommandLine {

  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private CommandLine() {}

  static String of(List<String> args) {
    return args.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
  }

  static String quoted(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\"'\"'") + "'";
  }
}
