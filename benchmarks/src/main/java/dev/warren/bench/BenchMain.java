package dev.warren.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs each work by each peer, in turn, round after round, and writes the medians. */
@Command(
    name = "warren-bench",
    mixinStandardHelpOptions = true,
    description = {
      "Do the same work with Warren and with whoever else is installed, in turn, and compare the"
          + " medians. Every result is in the caller's hands and checked before a time counts.",
      "The broker is the one that BENCH_BROKER names."
    })
final class BenchMain implements Callable<Integer> {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each does each work; default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--work",
      paramLabel = "NAME",
      description = "Only this; may be repeated. One of: ${COMPLETION-CANDIDATES}.")
  private List<Work> works = List.of();

  @Option(
      names = "--peer",
      paramLabel = "TEXT",
      description = "Only peers whose name has this in it; may be repeated.")
  private List<String> names = List.of();

  @Option(
      names = "--count",
      paramLabel = "WORK=N",
      description = "Another number of tasks for a work; may be repeated.")
  private Map<Work, Integer> counts = new EnumMap<>(Work.class);

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long a single run may take; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A page for the tables; default: standard output.")
  private Path out;

  @Option(names = "--home", hidden = true, required = true)
  private Path home;

  private BenchMain() {}

  /** The command line. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new BenchMain()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<String> broker = Optional.ofNullable(System.getenv("BENCH_BROKER"));
    Peers all = Peers.find(home, broker);
    all.missing().forEach(each -> System.err.println("warren-bench: left out: " + each));
    List<Peer> peers = all.found().stream().filter(this::isWanted).toList();
    List<Work> chosen = works.isEmpty() ? List.of(Work.values()) : works;
    Path errors = home.resolve("target").resolve("warren-bench-errors.log");
    Files.createDirectories(errors.getParent());
    Files.deleteIfExists(errors);
    Score score = new Score();
    boolean complete = run(peers, chosen, score, new Trial(Duration.ofSeconds(limit), errors));
    write(new Report(score, peers, this::count), chosen);
    if (!complete) {
      System.err.println("warren-bench: some runs have failed: see " + errors);
    }
    return complete ? 0 : 1;
  }

  private boolean isWanted(Peer peer) {
    String name = peer.name().toLowerCase(Locale.ROOT);
    return names.isEmpty()
        || names.stream().anyMatch(it -> name.contains(it.toLowerCase(Locale.ROOT)));
  }

  private int count(Work work) {
    return counts.getOrDefault(work, work.count());
  }

  private boolean run(List<Peer> peers, List<Work> chosen, Score score, Trial trial)
      throws IOException, InterruptedException {
    boolean complete = true;
    for (Work work : chosen) {
      for (int round = 1; round <= rounds; round++) {
        for (Peer peer : peers) {
          if (peer.works().contains(work)) {
            OptionalDouble taken = trial.run(peer, work, count(work));
            score.add(work, peer.name(), taken);
            complete &= taken.isPresent();
            System.err.printf(
                Locale.ROOT,
                "%s %d/%d %s: %s%n",
                work.label(),
                round,
                rounds,
                peer.name(),
                taken.isPresent() ? taken.getAsDouble() + " s" : "failed");
          }
        }
      }
    }
    return complete;
  }

  private void write(Report report, List<Work> chosen) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add("# Benchmarks\n");
    parts.add(
        "Made by `./warren-bench --out docs/benchmarks.md`, which does the same work with each in"
            + " processes of its own. A time counts when every result is in the caller's hands and"
            + " right. Machines differ: only what was measured side by side in one run compares.\n");
    parts.add(Machine.describe() + "\n");
    parts.add(
        "Medians of "
            + rounds
            + " rounds, all peers in turn in each. \"Beside the first\" is how"
            + " many times as fast.\n");
    parts.add(report.tables(chosen));
    parts.add(report.contenders());
    String page = String.join("\n", parts);
    if (out == null) {
      System.out.print(page);
    } else {
      Files.writeString(out, page);
    }
  }
}
