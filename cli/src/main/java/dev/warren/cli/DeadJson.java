package dev.warren.cli;

import dev.warren.codec.JsonObject;
import dev.warren.codec.JsonText;
import dev.warren.dead.DeadTask;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Outcome;
import dev.warren.task.PostMortem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Dead tasks as lines of JSON. */
final class DeadJson {

  private DeadJson() {}

  static JsonObject brief(DeadTask task) {
    PostMortem it = task.postMortem();
    return new JsonObject()
        .put("id", task.id())
        .put("reason", it.reason().toString())
        .put("task", it.task().isEmpty() ? null : it.task())
        .put("died", it.at().toString())
        .put("host", it.host())
        .put("pid", it.pid())
        .put("attempts", task.attempts().size())
        .put("why", it.why());
  }

  static JsonObject full(DeadTask task) {
    JsonObject all = brief(task);
    Outcome outcome = task.postMortem().outcome().orElse(null);
    all.put("failure", outcome instanceof Outcome.Failed it ? it.failure() : null)
        .put("deaths", outcome instanceof Outcome.WorkerDied it ? it.deaths() : null)
        .put("history", task.attempts().stream().map(DeadJson::attempt).toList())
        .put("replyTo", task.replyTo())
        .put("signed", task.signature().length > 0);
    if (task.postMortem().reason().isRaw()) {
      return all.put("message", Base64.getEncoder().encodeToString(task.body()));
    }
    task.batch()
        .ifPresent(
            it ->
                all.put("captured", value(new String(it.captured(), StandardCharsets.UTF_8)))
                    .put("arguments", value(arguments(it))));
    return all;
  }

  private static JsonObject attempt(Attempt it) {
    return new JsonObject()
        .put("attempt", it.number())
        .put("started", it.startedAt().toString())
        .put("seconds", it.duration().toNanos() / 1e9)
        .put("host", it.host())
        .put("pid", it.pid())
        .put("ended", it.ending().summary());
  }

  /** The arguments of the only call of a batch, as they are written there. */
  static String arguments(Batch batch) {
    String line =
        new String(
            batch.text(), batch.start(0), batch.end(0) - batch.start(0), StandardCharsets.UTF_8);
    return line.substring(line.indexOf(' ') + 1).stripTrailing();
  }

  /** A value if it is JSON; what claims to be and is not, as a string. */
  private static Object value(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return new JsonText(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
