package dev.warren.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a subcommand: what all of them have in common. */
@Command(
    name = "warren",
    description = "A pool of worker processes, on this machine or on a whole cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:Some of the work failed.",
      "2:The command line is wrong.",
      "3:The broker, a file or a process cannot be used.",
      "130:Ended by Ctrl-C (143: by TERM)."
    })
final class WarrenCommand {

  static final String VERBOSE = "--verbose";

  @Option(
      names = VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Log more, and print the stack trace of an error.")
  private boolean verbose;

  boolean isVerbose() {
    return verbose;
  }
}
