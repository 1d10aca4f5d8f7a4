package dev.warren.cli;

import dev.warren.codec.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code warren dead purge}: dead tasks are deleted. */
@Command(
    name = "purge",
    description = "Delete dead tasks for good: those that the filters let through, or --all.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:There is no task with that id.",
      "2:The command line is wrong.",
      "3:The broker cannot be used; what was not deleted is still there."
    })
final class DeadPurgeCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private DeadSelection selection = new DeadSelection();

  @Option(names = "--all", description = "Delete all that are there.")
  private boolean all;

  @Option(names = "--json", description = "Write {\"purged\":3}.")
  private boolean json;

  DeadPurgeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (all == selection.isNarrow()) {
      throw CommandException.usage(
          all
              ? "--all and a filter exclude each other: leave out one of them"
              : "purge which? add a filter such as --id or --until, or --all");
    }
    int purged = selection.connect(surroundings).purge(selection.queue(), selection.filter());
    if (json) {
      surroundings.outWriter().println(new JsonObject().put("purged", purged));
    }
    surroundings.note(selection.count(purged) + " deleted");
    return selection.namesTasks() && purged == 0 ? Exit.WORK_FAILED : Exit.OK;
  }
}
