package dev.warren.cli;

import dev.warren.codec.JsonObject;
import dev.warren.dead.Replayed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code warren dead replay}: dead tasks go back to their queue. */
@Command(
    name = "replay",
    description = {
      "Have dead tasks run again: each goes back to its queue, with its id and its history, and is"
          + " tried once more. If that fails, it is dead again.",
      "Without a filter: all that are there. Its pool has had an outcome when the task died; what it"
          + " returns now is dropped."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:There is no task with that id, or the broker would not take some.",
      "2:The command line is wrong.",
      "3:The broker cannot be used; what was not replayed is still dead."
    })
final class DeadReplayCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private DeadSelection selection = new DeadSelection();

  @Option(names = "--json", description = "Write {\"replayed\":3,\"left\":0}.")
  private boolean json;

  DeadReplayCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Replayed done = selection.connect(surroundings).replay(selection.queue(), selection.filter());
    if (json) {
      JsonObject counts =
          new JsonObject().put("replayed", done.replayed()).put("left", done.left());
      surroundings.outWriter().println(counts);
    }
    surroundings.note(
        selection.count(done.replayed())
            + " replayed"
            + (done.replayed() == 0 ? "" : "; their pools have had an outcome and drop this one"));
    if (done.left() > 0) {
      surroundings.note(
          Text.number(done.left()) + " stay dead: the broker does not take them; try again later");
    }
    boolean missing = selection.namesTasks() && done.replayed() == 0;
    return done.left() > 0 || missing ? Exit.WORK_FAILED : Exit.OK;
  }
}
