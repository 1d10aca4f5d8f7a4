package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code warren parallel} on worker hosts. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("broker")
class ParallelHostsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NASTY = "a b'\"$(touch pwned);\n\u00e9 \u6f22 \\n%s*";

  private static WarrenProcess broker;
  private static Map<String, String> env;
  private static final List<WarrenProcess> HOSTS = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void startHosts() throws IOException {
    broker = WarrenProcess.start("broker", "--port=0");
    broker.awaitOut("/\n");
    env = Map.of(BrokerOption.VARIABLE, broker.outSoFar().strip());
    HOSTS.add(host("one", "both"));
    HOSTS.add(host("two", "both"));
  }

  private static WarrenProcess host(String name, String queue) throws IOException {
    return WarrenProcess.start(
        env, "worker", "--commands", "--processes=2", "--name=" + name, "--queue=" + queue);
  }

  @AfterAll
  static void stop() {
    HOSTS.forEach(WarrenProcess::close);
    broker.close();
  }

  private static WarrenProcess parallel(String queue, String... args) throws IOException {
    return WarrenProcess.start(
        env,
        Stream.concat(Stream.of("parallel", "--queue=" + queue), Stream.of(args))
            .toArray(String[]::new));
  }

  private static String numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  void linesShouldComeBackInTheOrderOfTheInputFromBothHosts() throws Exception {
    Path log = folder.resolve("log");
    try (WarrenProcess parallel = parallel("both", "-k", "--joblog=" + log, "sleep 0.01; echo")) {
      parallel.input(numbers(60));

      assertThat(parallel.exitCode()).describedAs(parallel.errSoFar()).isZero();
      assertThat(parallel.out()).isEqualTo(numbers(60));
    }
    assertThat(Files.readAllLines(log).stream().skip(1).map(line -> line.split("\t", 3)[1]))
        .hasSize(60)
        .contains("one", "two")
        .containsOnly("one", "two");
  }

  @Test
  void nastyArgumentShouldArriveUnchanged() throws Exception {
    try (WarrenProcess parallel =
        parallel("both", "printf %s {}; echo $PARALLEL_SEQ >&2; exit 3", ":::", NASTY)) {
      assertThat(parallel.exitCode()).isEqualTo(1);
      assertThat(parallel.out()).isEqualTo(NASTY);
      assertThat(parallel.err()).isEqualTo("1\n");
    }
  }

  @Test
  void filesShouldTravelWithTheirCommandAndBack() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in dir"));
    byte[] large = new byte[3_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ((i * 31) >> 3);
    }
    Files.write(in.resolve("\u00e9 1.bin"), large);
    Files.writeString(in.resolve("2.bin"), "small");
    String line =
        "cd %s && exec java -jar %s parallel --queue both -k --trc {.}.out"
            .formatted(quoted(folder), quoted(Path.of("target/warren.jar").toAbsolutePath()));
    String command = " 'cat {} {} >{.}.out; pwd; echo 12345678901234567890' ::: in*/*.bin";

    Process shell = shell(line + command);
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();

    assertThat(Files.readString(in.resolve("2.out"))).isEqualTo("smallsmall");
    byte[] twice = Files.readAllBytes(in.resolve("\u00e9 1.out"));
    assertThat(twice).startsWith(large).endsWith(large).hasSize(2 * large.length);
    List<String> lines = out.lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).isEqualTo("12345678901234567890");
    assertThat(Path.of(lines.get(0)).getParent()).doesNotExist();
    assertThat(lines.get(2)).isNotEqualTo(lines.get(0));
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }

  private static Process shell(String line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line);
    builder.environment().putAll(env);
    builder.environment().put("LC_ALL", "C.UTF-8");
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, own) -> own + ":" + path);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void filesThatCannotTravelShouldFailTheirCommandOnly() throws Exception {
    try (WarrenProcess parallel =
        parallel("both", "--transfer", "echo {}", ":::", "/etc/passwd", "../x", "nosuch")) {
      assertThat(parallel.exitCode()).isEqualTo(3);
      assertThat(parallel.out()).isEmpty();
      assertThat(parallel.err()).hasLineCount(3).contains("'../x'", "nosuch: no such file");
    }
    try (WarrenProcess parallel = parallel("both", "--return=none", "echo {}", ":::", "a")) {
      assertThat(parallel.exitCode()).isEqualTo(1);
      assertThat(parallel.err()).contains("none");
      assertThat(parallel.out()).isEqualTo("a\n");
    }
  }

  @Test
  void commandThatIsLostWithItsHostShouldBeTriedAgain() throws Exception {
    Path started = Files.createDirectory(folder.resolve("started"));
    Path go = folder.resolve("go");
    String command =
        "touch %s/$$; while [ ! -e %s ]; do sleep 0.05; done; echo {}".formatted(started, go);
    try (WarrenProcess doomed = host("doomed", "lost");
        WarrenProcess parallel = parallel("lost", "--retries=2", command, ":::", "a")) {
      await().atMost(PATIENCE).until(() -> files(started) == 1);
      doomed.handle().destroyForcibly();
      try (WarrenProcess next = host("next", "lost")) {
        await().atMost(PATIENCE).until(() -> files(started) == 2);
        Files.writeString(go, "");

        assertThat(parallel.exitCode()).isZero();
        assertThat(parallel.out()).isEqualTo("a\n");
        assertThat(next.handle().isAlive()).isTrue();
      }
    }
  }

  /** As much as can be on its way is behind what is looked for, so that has come. */
  @Test
  void whatACommandHadWrittenShouldBePrintedWhenItIsLost() throws Exception {
    Path started = folder.resolve("started");
    String window = "head -c 2000000 /dev/zero | tr '\\0' x";
    String command =
        "echo before; %1$s; echo oops >&2; %1$s >&2; touch %2$s; sleep 60; echo"
            .formatted(window, started);
    Path log = folder.resolve("log");
    try (WarrenProcess doomed = host("dying", "dying");
        WarrenProcess parallel = parallel("dying", "--joblog=" + log, command, ":::", "after")) {
      await().atMost(PATIENCE).until(() -> Files.exists(started));
      doomed.handle().destroyForcibly();

      assertThat(parallel.exitCode()).isEqualTo(1);
      assertThat(parallel.out()).startsWith("before\nxxx");
      assertThat(parallel.err())
          .contains("oops\nxxx", "xxx\nwarren: ", "was lost with worker host dying");
    }
    assertThat(log).content().contains("1\tdying\t", "\t-1\t0\techo before");
  }

  private static long files(Path path) throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.count();
    }
  }

  @Test
  void interruptShouldKillWhatRunsOnTheHosts() throws Exception {
    Path pids = folder.resolve("pids");
    String command = "sleep 60 & echo $! >>" + pids + "; sleep 60";
    try (WarrenProcess parallel = parallel("both", command, ":::", "1", "2")) {
      await().atMost(PATIENCE).until(() -> Files.exists(pids) && lines(pids) == 2);
      new ProcessBuilder("kill", "-INT", "" + parallel.handle().pid()).start().waitFor();

      assertThat(parallel.exitCode()).isEqualTo(130);
    }
    for (String pid : Files.readAllLines(pids)) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  private static long lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }

  @Test
  void linesShouldComeFromTheHostsUntilTheCommandIsKilled() throws Exception {
    String command = "echo {}; sleep 60; echo end";
    try (WarrenProcess parallel =
        parallel("both", "--line-buffer", "--timeout=1", command, ":::", "a")) {
      assertThat(parallel.exitCode()).isEqualTo(1);
      assertThat(parallel.out()).isEqualTo("a\n");
      assertThat(parallel.err()).startsWith("warren: killed, because it took too long: echo a");
    }
  }

  @Test
  void brokerThatIsGoneShouldLeaveTheRestToALaterRun() throws Exception {
    Path started = folder.resolve("started");
    Path log = folder.resolve("log");
    String command = "touch " + started + "; sleep 60; :";
    try (WarrenProcess mortal = WarrenProcess.start("broker", "--port=0")) {
      mortal.awaitOut("/\n");
      Map<String, String> there = Map.of(BrokerOption.VARIABLE, mortal.outSoFar().strip());
      try (WarrenProcess host =
              WarrenProcess.start(there, "worker", "--commands", "--processes=1", "--queue=q");
          WarrenProcess parallel =
              WarrenProcess.start(
                  there,
                  "parallel",
                  "--queue=q",
                  "-j1",
                  "--patience=10s",
                  "--joblog=" + log,
                  command)) {
        parallel.input(numbers(1_000));
        await().atMost(PATIENCE).until(() -> Files.exists(started));
        assertThat(host.handle().isAlive()).isTrue();
        mortal.handle().destroyForcibly();

        assertThat(parallel.exitCode()).isEqualTo(ParallelCommand.OTHER_ERROR);
      }
    }
    assertThat(log).content().as("the header, and what was lost").hasLineCount(2);
    try (WarrenProcess parallel =
        WarrenProcess.start("parallel", "--resume", "--joblog=" + log, "-k", "--dry-run", "echo")) {
      parallel.input(numbers(1_000));

      assertThat(parallel.out().lines()).hasSize(999).first().isEqualTo("echo 2");
    }
  }

  @Test
  void queueWithoutHostsShouldEndTheRun() throws Exception {
    Path log = folder.resolve("log");
    try (WarrenProcess parallel =
        parallel("nobody", "-j2", "--patience=1s", "--joblog=" + log, "echo")) {
      parallel.input(numbers(1_000));

      assertThat(parallel.exitCode()).isEqualTo(ParallelCommand.OTHER_ERROR);
      assertThat(parallel.err())
          .contains("no worker host serves commands on queue nobody")
          .hasLineCount(1);
    }
    assertThat(log).content().as("log").hasLineCount(1);
  }
}
