package dev.warren.cli;

import dev.warren.dead.DeadTask;
import dev.warren.task.PostMortem;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code warren dead list}: a line for each dead task. */
@Command(name = "list", description = "List dead tasks, in the order in which they died.")
final class DeadListCommand implements Callable<Integer> {

  private static final int WHY_CHARS = 100;

  private final Surroundings surroundings;

  @Mixin private DeadSelection selection = new DeadSelection();

  @Option(names = "--json", description = "Write a line of JSON for each.")
  private boolean json;

  DeadListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = surroundings.outWriter();
    Table table = Table.ofTexts("ID", "DIED", "REASON", "ATTEMPTS", "TASK", "WHY");
    int[] count = {0};
    selection
        .connect(surroundings)
        .forEach(
            selection.queue(),
            selection.filter(),
            task -> {
              count[0]++;
              if (json) {
                out.println(DeadJson.brief(task));
              } else {
                row(table, task);
              }
            });
    if (!json && count[0] > 0) {
      out.print(table);
    }
    out.flush();
    surroundings.note(selection.count(count[0]));
    return Exit.OK;
  }

  private static void row(Table table, DeadTask task) {
    PostMortem it = task.postMortem();
    String why = Text.harmless(Text.oneLine(it.why()));
    table.row(
        task.id(),
        it.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        it.reason().toString(),
        String.valueOf(task.attempts().size()),
        it.task().isEmpty() ? "-" : Text.harmless(it.task()),
        why.length() <= WHY_CHARS ? why : why.substring(0, WHY_CHARS) + "...");
  }
}
