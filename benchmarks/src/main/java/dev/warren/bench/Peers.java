package dev.warren.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who takes part: Warren in its two forms, and whoever of the others this machine has. */
final class Peers {

  private static final Set<Work> WARREN = EnumSet.complementOf(EnumSet.of(Work.COMMANDS));

  private final Path home;
  private final Optional<String> broker;
  private final List<Peer> found = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private Peers(Path home, Optional<String> broker) {
    this.home = home;
    this.broker = broker;
  }

  /** {@code home} is the checkout; without a broker those are missing that need one. */
  static Peers find(Path home, Optional<String> broker) throws IOException, InterruptedException {
    Peers peers = new Peers(home, broker);
    peers.look();
    return peers;
  }

  List<Peer> found() {
    return found;
  }

  /** Who is missing, and why. */
  List<String> missing() {
    return missing;
  }

  private void look() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> warren = List.of(java, "-cp", classPath(), WarrenPeer.class.getName());
    onBroker("Warren, RabbitMQ", "local pool of 2, quorum queue", warren, WARREN);
    add("Warren, embedded", "local pool of 2, broker in its own JVM", List.of(), warren, WARREN);
    onBroker(
        "bare Java client",
        "amqp-client, one task a message, quorum queue, confirms, prefetch 250, 2 worker JVMs",
        List.of(java, "-cp", classPath(), BarePeer.class.getName()),
        EnumSet.of(Work.APPLY, Work.LONE, Work.START));
    python(
        "multiprocessing",
        "Pool(2), fork",
        "import multiprocessing, platform; print('Python', platform.python_version())",
        "pool.py",
        WARREN);
    if (broker.isEmpty()) {
      missing.add("Celery: needs a broker");
    } else {
      python(
          "Celery",
          "prefork, 2 processes, rpc:// results, prefetch multiplier 100, no events or heartbeats",
          "import celery; print('Celery', celery.__version__)",
          "celery_peer.py",
          EnumSet.of(Work.APPLY, Work.CPU1, Work.CPU10, Work.TAIL, Work.LONE, Work.START));
    }
    python(
        "Dask",
        "LocalCluster, 2 processes of 1 thread",
        "import distributed; print('distributed', distributed.__version__)",
        "dask_peer.py",
        EnumSet.of(Work.APPLY, Work.CPU1, Work.CPU10, Work.TAIL, Work.LONE, Work.START));
    commands();
  }

  private void commands() throws IOException, InterruptedException {
    Set<Work> works = EnumSet.of(Work.COMMANDS);
    String script = home.resolve("benchmarks/peers/commands.sh").toString();
    add(
        "warren parallel",
        "-j2",
        List.of(),
        List.of("bash", script, home.resolve("warren") + " parallel"),
        works);
    Optional<String> version = output("parallel", "--version");
    if (version.isPresent()) {
      String first = version.get().lines().findFirst().orElse("");
      add("GNU parallel", first + ", -j2", List.of(), List.of("bash", script, "parallel"), works);
    } else {
      missing.add("GNU parallel: not installed");
    }
  }

  private void python(String name, String about, String probe, String script, Set<Work> works)
      throws IOException, InterruptedException {
    for (String python : List.of("/usr/bin/python3", "python3")) {
      Optional<String> version = output(python, "-c", probe);
      if (version.isPresent()) {
        String file = home.resolve("benchmarks/peers").resolve(script).toString();
        add(name, version.get().strip() + ", " + about, settings(), List.of(python, file), works);
        return;
      }
    }
    missing.add(name + ": not installed");
  }

  private void onBroker(String name, String about, List<String> command, Set<Work> works) {
    if (broker.isPresent()) {
      add(name, about, settings(), command, works);
    } else {
      missing.add(name + ": needs a broker");
    }
  }

  private List<String> settings() {
    return broker.map(it -> List.of("BENCH_BROKER=" + it)).orElse(List.of());
  }

  private void add(
      String name, String about, List<String> settings, List<String> command, Set<Work> works) {
    List<String> whole = new ArrayList<>(List.of("env", "-u", "BENCH_BROKER"));
    whole.addAll(settings);
    whole.addAll(command);
    found.add(new Peer(name, about, whole, works));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /** What a command prints; empty if it cannot be started or fails. */
  private static Optional<String> output(String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // There is no such command.
    }
  }
}
