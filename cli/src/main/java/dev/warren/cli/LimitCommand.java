package dev.warren.cli;

import dev.warren.job.QueueLimits;
import dev.warren.task.QueueLimit;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code warren limit}: how many calls of a queue run at once, and start in a while. */
@Command(
    name = "limit",
    description = {
      "Limit how many calls of a queue run at once, and how many start in a while, on all of its"
          + " worker hosts together, now and when they are started. What runs goes on. Without an"
          + " option: show what is set.",
      "With --key the limit is for the calls of jobs that were submitted with that --limit-key."
    })
final class LimitCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Parameters(paramLabel = "QUEUE", description = "The queue's name.")
  private String queue;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "How many calls run at once, at most " + QueueLimit.MOST_PERMITS + "; 0: any number.")
  private Integer concurrency;

  @Option(
      names = "--rate",
      paramLabel = "N/UNIT",
      converter = StartRate.Converter.class,
      description = "How many calls start in a second, minute or hour, as 10/s, 90/m or 500/h.")
  private StartRate rate;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Whose calls; default: all of the queue.")
  private String key;

  @Option(names = "--none", description = "Lift all limits of the queue, or that of the key.")
  private boolean none;

  @Mixin private JobBroker broker = new JobBroker();

  LimitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (none && (concurrency != null || rate != null)) {
      throw CommandException.usage("--none lifts the limits: leave out the others");
    }
    if (key != null && rate != null) {
      throw CommandException.usage("--rate is for a whole queue: a key has --concurrency alone");
    }
    try {
      QueueLimits limits = broker.connect(surroundings).limits(queue);
      if (none || concurrency != null || rate != null) {
        QueueLimit now = set(limits);
        surroundings.note(LimitText.whose(queue, now) + ": " + LimitText.of(now));
      } else {
        show(limits.list());
      }
      return Exit.OK;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage());
    }
  }

  private QueueLimit set(QueueLimits limits) throws InterruptedException {
    if (key != null) {
      return limits.key(key, none ? 0 : concurrency);
    }
    if (none) {
      return limits.lift();
    }
    QueueLimit now = concurrency == null ? null : limits.concurrency(concurrency);
    return rate == null ? now : limits.rate(rate.starts(), rate.period());
  }

  private void show(List<QueueLimit> limits) {
    PrintWriter out = surroundings.outWriter();
    for (QueueLimit each : limits) {
      if (key == null || each.key().equals(key)) {
        out.println(LimitText.whose(queue, each) + ": " + LimitText.of(each));
      }
    }
    out.flush();
  }
}
