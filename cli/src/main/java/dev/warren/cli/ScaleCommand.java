package dev.warren.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code warren scale}: another number of worker processes. */
@Command(
    name = "scale",
    description = {
      "Give a worker host another number of worker processes, until it is told otherwise or ends.",
      "Those that are too many finish the tasks that they have. A host refuses if the machine has"
          + " not the memory for so many, and if it scales itself (worker --autoscale)."
    })
final class ScaleCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(
      arity = "1..2",
      paramLabel = "HOST N",
      hideParamSyntax = true,
      description = {
        WorkerSelection.HOST,
        "N: how many processes it is to have, 1 to 1000. With --all N may stand alone."
      })
  private List<String> words;

  @Mixin private WorkerSelection selection = new WorkerSelection();

  ScaleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    int processes = number(words.get(words.size() - 1));
    String host = words.size() == 1 ? null : words.get(0);
    return WorkerSelection.say(
        surroundings,
        selection.tell(surroundings, host, (cluster, which) -> cluster.scale(which, processes)),
        "has " + processes + (processes == 1 ? " process" : " processes") + " from now on");
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw CommandException.usage("how many processes? '" + text + "' is no number");
    }
  }
}
