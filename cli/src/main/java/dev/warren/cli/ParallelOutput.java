package dev.warren.cli;

import dev.warren.cli.parallel.Octets;
import dev.warren.cli.parallel.OutputSettings;
import dev.warren.cli.parallel.OutputSettings.Grouping;
import dev.warren.cli.parallel.Template;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code warren parallel} that say what becomes of the outputs. */
final class ParallelOutput {

  @Option(
      names = {"-k", "--keep-order"},
      description = "Print in the order of the arguments, not of the ends.")
  private boolean keepsOrder;

  @Option(
      names = {"-u", "--ungroup"},
      description = "Print as it comes; the outputs of commands may mix within a line.")
  private boolean ungroup;

  @Option(
      names = {"--lb", "--line-buffer"},
      description = "Print each line when it is whole.")
  private boolean lines;

  @Option(names = "--tag", description = "Begin each line with the arguments and a tab.")
  private boolean tag;

  @Option(
      names = "--tagstring",
      paramLabel = "TEXT",
      description = "Begin each line with that and a tab; replacement strings work in it.")
  private String tagText;

  @Option(
      names = {"--res", "--results"},
      paramLabel = "DIR",
      description = "Keep the outputs as well, as DIR/1/ARGUMENT/stdout, stderr and seq.")
  private Path results;

  OutputSettings settings(String wholeLine) {
    if (ungroup && lines) {
      throw new IllegalArgumentException("either --ungroup or --line-buffer");
    }
    Grouping grouping = lines ? Grouping.LINES : ungroup ? Grouping.NONE : Grouping.COMMANDS;
    String text = tagText != null ? Octets.ofText(tagText) : tag ? wholeLine : null;
    return new OutputSettings(
        grouping,
        keepsOrder,
        Optional.ofNullable(text).filter(it -> !it.isEmpty()).map(it -> Template.of(it, wholeLine)),
        Optional.ofNullable(results));
  }
}
