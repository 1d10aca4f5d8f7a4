package dev.warren.cli;

import dev.warren.dead.DeadTask;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.PostMortem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Dead tasks for people to read. */
final class DeadText {

  private static final int RAW_CHARS = 2_000;

  private final StringBuilder text = new StringBuilder();

  private DeadText() {}

  static String full(DeadTask task) {
    DeadText it = new DeadText();
    it.write(task);
    return it.text.toString();
  }

  private void write(DeadTask task) {
    PostMortem it = task.postMortem();
    text.append(task.id()).append('\n');
    line("reason", it.reason().toString());
    line("task", it.task());
    line("died", it.at() + (it.host().isEmpty() ? "" : " on " + it.host()) + pid(it));
    line("why", Text.oneLine(it.why()));
    line("reply to", task.replyTo());
    line("signed", task.signature().length > 0 ? "yes" : "no");
    Optional<Batch> batch = task.batch();
    if (it.reason().isRaw()) {
      line("message", start(new String(task.body(), StandardCharsets.UTF_8)));
    } else {
      batch.ifPresent(
          call -> {
            line("captured", start(new String(call.captured(), StandardCharsets.UTF_8)));
            line("arguments", start(DeadJson.arguments(call)));
          });
    }
    for (Attempt each : task.attempts()) {
      line("", Text.oneLine(each.summary()));
    }
    it.outcome().ifPresent(this::outcome);
  }

  private static String pid(PostMortem it) {
    return it.pid() == 0 ? "" : " (pid " + it.pid() + ")";
  }

  private void outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      String cause = "";
      for (Failure each = failed.failure(); each != null; each = each.cause()) {
        line("", cause + Text.oneLine(each.toString()));
        cause = "caused by ";
        each.stack().forEach(frame -> line("", "    at " + frame.toElement()));
      }
    } else if (outcome instanceof Outcome.WorkerDied died) {
      for (Death each : died.deaths()) {
        line("", each.host() + " (pid " + each.pid() + "): " + each.summary());
        each.lastLines().forEach(last -> line("", "    " + last));
      }
    }
  }

  private void line(String name, String value) {
    if (!value.isEmpty()) {
      text.append(String.format("  %-10s %s%n", name, Text.harmless(value)));
    }
  }

  private static String start(String value) {
    return value.length() <= RAW_CHARS
        ? value.strip()
        : value.substring(0, RAW_CHARS) + "... (--json shows all)";
  }
}
