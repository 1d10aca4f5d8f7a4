package dev.warren.cli;

import dev.warren.cli.parallel.CommandWords;
import dev.warren.cli.parallel.InputFormat;
import dev.warren.cli.parallel.InputSettings;
import dev.warren.cli.parallel.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Option;

/** The options of {@code warren parallel} that say what the arguments are. */
final class ParallelInput {

  @Option(
      names = {"-a", "--arg-file"},
      paramLabel = "FILE",
      description = "A file with an argument on each line, as :::: has it; - is standard input.")
  private List<String> argFiles = new ArrayList<>();

  @Option(
      names = {"-0", "--null"},
      description = "A NUL ends each argument of a file, not the end of the line.")
  private boolean nul;

  @Option(
      names = {"-d", "--delimiter"},
      paramLabel = "BYTE",
      description = "What ends each argument of a file, as , or \\t or \\x1f; default: \\n.")
  private String delimiter = "\\n";

  @Option(
      names = {"-C", "--colsep"},
      paramLabel = "REGEX",
      description = "What separates the columns of a line, which are {1}, {2} and so on.")
  private String columns;

  @Option(
      names = {"-r", "--no-run-if-empty"},
      description = "Leave out empty arguments.")
  private boolean skipsEmpty;

  @Option(
      names = {"-n", "-N", "--max-args", "--max-replace-args"},
      paramLabel = "N",
      description =
          "Arguments in a command: {} is all of them, {1} the first one;"
              + " 0: a command for each, which does not take it.")
  private Integer perCommand;

  @Option(
      names = "-X",
      description = "As many arguments in a command as fit, and the word with {} for each of them.")
  private boolean repeatsWords;

  @Option(names = "-m", description = "As many arguments in a command as fit, in the place of {}.")
  private boolean many;

  /** Whether a word with {@code {}} in it is repeated for each argument. */
  boolean repeatsWords() {
    return repeatsWords;
  }

  InputSettings settings(CommandWords words) {
    if (perCommand != null && perCommand < 0) {
      throw new IllegalArgumentException("--max-args must be 0 or more, not " + perCommand);
    }
    int most = repeatsWords || many ? InputSettings.AS_MANY_AS_FIT : InputSettings.LINE;
    return new InputSettings(
        words.sources(), format(), perCommand == null ? most : perCommand, perCommand == null);
  }

  /** The files that options have named. */
  List<String> argFiles() {
    return argFiles.stream().map(Octets::ofText).toList();
  }

  private InputFormat format() {
    byte end = nul ? 0 : InputFormat.delimiter(delimiter);
    try {
      return new InputFormat(end, Optional.ofNullable(columns).map(Pattern::compile), skipsEmpty);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("--colsep: " + e.getDescription() + ": " + columns, e);
    }
  }
}
