package dev.warren.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code warren dead show}: all that is known of dead tasks. */
@Command(
    name = "show",
    description = "Print all that is known of dead tasks: arguments, attempts and stack traces.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:There is no such dead task.",
      "2:The command line is wrong.",
      "3:The broker cannot be used."
    })
final class DeadShowCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private DeadSelection selection = new DeadSelection();

  @Option(names = "--json", description = "Write a line of JSON for each.")
  private boolean json;

  DeadShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = surroundings.outWriter();
    int[] count = {0};
    selection
        .connect(surroundings)
        .forEach(
            selection.queue(),
            selection.filter(),
            task -> {
              count[0]++;
              out.print(json ? DeadJson.full(task) + "\n" : DeadText.full(task));
            });
    out.flush();
    surroundings.note(selection.count(count[0]));
    return count[0] == 0 ? Exit.WORK_FAILED : Exit.OK;
  }
}
