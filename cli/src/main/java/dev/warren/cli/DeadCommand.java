package dev.warren.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code warren dead}: what has come to a bad end on the queue of worker hosts. */
@Command(
    name = "dead",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Look at the dead tasks of a queue, have them run again, or delete them.",
      "A task is dead when its last attempt has failed, its processes have died, or it was refused;"
          + " so is a message that is no task at all. Dead tasks are kept in the broker, the last"
          + " 100,000 and no more than 1 GiB of them, until they are replayed or purged."
    })
final class DeadCommand {

  private DeadCommand() {}

  /** The command with its own. */
  static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new DeadCommand())
        .addSubcommand(new DeadListCommand(surroundings))
        .addSubcommand(new DeadShowCommand(surroundings))
        .addSubcommand(new DeadReplayCommand(surroundings))
        .addSubcommand(new DeadPurgeCommand(surroundings));
  }
}
