package dev.warren.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/** The score as a page in Markdown. */
final class Report {

  private final Score score;
  private final List<Peer> peers;
  private final ToIntFunction<Work> counts;

  Report(Score score, List<Peer> peers, ToIntFunction<Work> counts) {
    this.score = score;
    this.peers = peers;
    this.counts = counts;
  }

  /** A table for each work that somebody has done. */
  String tables(List<Work> works) {
    StringBuilder text = new StringBuilder();
    for (Work work : works) {
      text.append(table(work));
    }
    return text.toString();
  }

  private String table(Work work) {
    StringBuilder text = new StringBuilder();
    int count = counts.applyAsInt(work);
    text.append(line("### %,d %s%n%n", count, work.title()));
    double ideal = work.cpuSeconds(count) / Runtime.getRuntime().availableProcessors();
    text.append("| who | median | tasks a second | beside the first |");
    text.append(ideal > 0 ? " of the ideal |\n|---|---|---|---|---|\n" : "\n|---|---|---|---|\n");
    OptionalDouble first = OptionalDouble.empty();
    for (Peer peer : peers) {
      if (!peer.works().contains(work)) {
        continue;
      }
      OptionalDouble median = score.median(work, peer.name());
      int failed = score.failures(work, peer.name());
      if (median.isEmpty()) {
        text.append(
            line("| %s | failed %d times | | |%s%n", peer.name(), failed, ideal > 0 ? " |" : ""));
        continue;
      }
      double taken = median.getAsDouble();
      first = first.isPresent() ? first : median;
      text.append(
          line(
              "| %s%s | %.3f s | %,.0f | %.2f x |",
              peer.name(),
              failed > 0 ? ", failed " + failed + " times" : "",
              taken,
              count / taken,
              first.getAsDouble() / taken));
      text.append(ideal > 0 ? line(" %.0f %% |%n", 100 * ideal / taken) : "\n");
    }
    return text.append('\n').toString();
  }

  /** Who took part, and how each was set up. */
  String contenders() {
    StringBuilder text = new StringBuilder("| who | how |\n|---|---|\n");
    peers.forEach(it -> text.append(line("| %s | %s |%n", it.name(), it.about())));
    return text.toString();
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
