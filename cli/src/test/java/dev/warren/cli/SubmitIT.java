package dev.warren.cli;

import static dev.warren.cli.WarrenProcess.SQUARE;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.broker.EmbeddedBroker;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code warren submit} and {@code warren gather}, killed and continued. With {@code
 * -Dwarren.test.lines=1000000} the kills strike a longer input, with {@code -Dwarren.test.seed=N}
 * after the same numbers of lines as before.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("broker")
class SubmitIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int LINES = Integer.getInteger("warren.test.lines", 30_000);
  private static final long SEED = Long.getLong("warren.test.seed", System.nanoTime());
  private static final int KILLS = 5;
  private static final Duration LONG = Duration.ofMinutes(20);
  private static final Pattern BEGUN = Pattern.compile("job (\\S+) begun\n");

  private static EmbeddedBroker broker;
  private static Map<String, String> env;

  @TempDir private Path folder;

  private final List<WorkerHost> hosts = new ArrayList<>();
  private String queue;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
    env = Map.of(BrokerOption.VARIABLE, broker.uri().toString());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void nameTheQueue(TestInfo test) {
    queue = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void stopHosts() throws InterruptedException {
    for (WorkerHost host : hosts) {
      host.kill();
      assertThat(host.awaitEnd(SOON)).isTrue();
    }
  }

  private void startHost() {
    hosts.add(
        WorkerHost.start(
            WorkerHostSettings.builder(broker.uri().toString(), QueueSpec.sharedTasks(queue))
                .name("far")
                .processes(2)
                .build(),
            reason -> {
              throw reason;
            }));
  }

  private static InProcess warren(String... args) {
    return InProcess.warren(env, args);
  }

  private InProcess submit(String task, String lines) throws IOException {
    Path in = Files.writeString(folder.resolve("lines"), lines);
    return warren("submit", task, "--queue=" + queue, "--in=" + in);
  }

  private static String task(String method) {
    return MapTasks.class.getName() + "::" + method;
  }

  private static String numbers(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String square(int line) {
    return "{\"line\":" + line + ",\"ok\":" + (long) line * line + "}";
  }

  private static String begun(String err) {
    Matcher matcher = BEGUN.matcher(err);
    assertThat(matcher.find()).as(err).isTrue();
    return matcher.group(1);
  }

  private WarrenProcess startSubmit(String... what) throws IOException {
    List<String> args = new ArrayList<>(List.of("submit", SQUARE));
    args.addAll(List.of(what));
    return WarrenProcess.start(env, args.toArray(String[]::new));
  }

  /** Kills it behind so many lines, of which it has read all that do not fit into a pipe. */
  private static void feedAndKill(WarrenProcess submit, int lines) throws IOException {
    OutputStream stdin = submit.stdin();
    stdin.write(numbers(lines).getBytes(StandardCharsets.US_ASCII));
    stdin.flush();
    submit.handle().destroyForcibly();
    submit.handle().onExit().join();
  }

  @Test
  @Timeout(value = 60, unit = MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void killedAndResumedEachLineShouldHaveItsResultOnce() throws Exception {
    System.out.println("-Dwarren.test.seed=" + SEED + " -Dwarren.test.lines=" + LINES);
    Random random = new Random(SEED);
    String job;
    try (WarrenProcess first = startSubmit("--queue=" + queue, "--chunk=50")) {
      first.awaitErr(" begun\n");
      job = begun(first.errSoFar());
      feedAndKill(first, linesUntilDeath(random));
    }
    assertThat(warren("gather", job).code()).isEqualTo(4);
    assertThat(warren("submit", SQUARE, "--resume=" + job, "--queue=" + queue).code())
        .as("of a job that was begun the queue is known")
        .isEqualTo(Exit.USAGE);
    for (int i = 1; i < KILLS; i++) {
      try (WarrenProcess next = startSubmit("--resume=" + job)) {
        feedAndKill(next, linesUntilDeath(random));
      }
    }
    try (WarrenProcess last = startSubmit("--resume=" + job).input(numbers(LINES))) {
      assertThat(last.exitCode(LONG)).describedAs(last.err()).isEqualTo(Exit.OK);
      assertThat(last.out()).isEqualTo(job + "\n");
      assertThat(last.err()).contains(Text.number(LINES) + " lines in ");
    }

    Path out = folder.resolve("out");
    gatherAndKill(job, out);
    try (WarrenProcess gather = startGather(job, out)) {
      assertThat(gather.exitCode(LONG)).describedAs(gather.err()).isEqualTo(Exit.OK);
      String all = Text.number(LINES);
      assertThat(gather.err()).contains("is done: " + all + " of " + all + " done, 0 failed");
    }
    try (BufferedReader results = Files.newBufferedReader(out)) {
      for (int line = 1; line <= LINES; line++) {
        assertThat(results.readLine()).isEqualTo(square(line));
      }
      assertThat(results.readLine()).isNull();
    }
  }

  /** Anywhere in the input, but for so few that they would all fit into the pipe. */
  private static int linesUntilDeath(Random random) {
    int fewest = Math.min(LINES / 2, 20_000);
    return fewest + random.nextInt(LINES - fewest);
  }

  private static WarrenProcess startGather(String job, Path out) throws IOException {
    return WarrenProcess.start(env, "gather", job, "--follow", "--out=" + out);
  }

  /** Kills it when it has written something, and meanwhile nobody else writes the same file. */
  private void gatherAndKill(String job, Path out) throws IOException {
    try (WarrenProcess doomed = startGather(job, out)) {
      await().atMost(SOON).until(() -> Files.exists(out));
      startHost();
      await().atMost(SOON).until(() -> Files.size(out) > 1_000);
      doomed.handle().destroyForcibly();
      doomed.handle().onExit().join();
    }
  }

  @Test
  void aFileThatSomebodyWritesShouldBeLeftAlone() throws Exception {
    String job = submit(SQUARE, "1\n2\n").out().strip();
    Path out = Files.writeString(folder.resolve("out"), "hal");
    try (WarrenProcess first = startGather(job, out)) {
      await().atMost(SOON).until(() -> Files.size(out) == 0);
      try (WarrenProcess second = startGather(job, out)) {
        assertThat(second.exitCode()).isEqualTo(Exit.ENVIRONMENT);
        assertThat(second.err()).contains("another program is writing it");
      }
      startHost();
      assertThat(first.exitCode()).describedAs(first.err()).isEqualTo(Exit.OK);
    }
    assertThat(Files.readString(out)).isEqualTo(square(1) + "\n" + square(2) + "\n");
  }

  @Test
  void nothingShouldRunOfAJobWithAMalformedLine() throws Exception {
    startHost();
    InProcess run = submit(SQUARE, "1\n2\n{\n4\n");

    assertThat(run.code()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("line 3 is ").contains("nothing of the job will run");
    String bad = begun(run.err());
    String good = submit(SQUARE, "5\n").out().strip();
    assertThat(warren("gather", good, "--follow").out()).isEqualTo("{\"line\":1,\"ok\":25}\n");
    InProcess gathered = warren("gather", bad, "--follow");
    assertThat(gathered.code()).isEqualTo(Exit.WORK_FAILED);
    assertThat(gathered.out()).isEmpty();
    assertThat(warren("status", bad).out()).contains("cancelled");
    assertThat(warren("jobs", "--queue=" + queue).out().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith(bad) && line.contains("cancelled"))
        .anyMatch(line -> line.startsWith(good) && line.contains("done"));
    assertThat(warren("status", "--queue=" + queue).out())
        .contains("state     open")
        .contains("jobs      1 done, 1 cancelled");
  }

  @Test
  void gatherShouldTellByItsExitCodeHowFarTheJobHasCome() throws Exception {
    String job = submit(task("even"), "2\n3\n4\n").out().strip();
    InProcess early = warren("gather", job);
    assertThat(early.code()).isEqualTo(4);
    assertThat(early.out()).isEmpty();
    assertThat(early.err()).contains("is open: 0 of 3 done, 0 failed");

    startHost();

    InProcess done = warren("gather", job, "--follow");
    assertThat(done.code()).isEqualTo(Exit.WORK_FAILED);
    assertThat(done.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("{\"line\":1,\"ok\":2}"),
            line -> assertThat(line).startsWith("{\"line\":2,\"error\":").contains("odd: 3"),
            line -> assertThat(line).isEqualTo("{\"line\":3,\"ok\":4}"));
    assertThat(warren("gather", job).out()).isEqualTo(done.out());
    assertThat(warren("gather", job, "--ignore-errors").code()).isEqualTo(Exit.OK);
    assertThat(warren("status", job).out()).contains("done", "3").contains("failed    1");

    String good = submit(task("even"), "2\n4\n").out().strip();
    assertThat(warren("gather", good, "--follow").code()).isEqualTo(Exit.OK);
    InProcess unknown = warren("gather", queue + "/k3f7q2m9x4tb");
    assertThat(unknown.code()).isEqualTo(Exit.ENVIRONMENT);
    assertThat(unknown.err()).contains("there is no job " + queue + "/k3f7q2m9x4tb");
    assertThat(warren("gather", "nonsense").code()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aPausedQueueShouldWaitAndACancelledJobEnd() throws Exception {
    assertThat(warren("pause", queue).err()).contains("queue " + queue + " is paused");
    String job = submit(SQUARE, "1\n2\n").out().strip();

    InProcess cancel = warren("cancel", job);
    assertThat(cancel.code()).isEqualTo(Exit.OK);
    assertThat(cancel.err()).contains("job " + job + " is cancelled");
    assertThat(warren("gather", job).code()).isEqualTo(Exit.WORK_FAILED);

    startHost();
    String other = submit(SQUARE, "3\n").out().strip();
    assertThat(warren("gather", other).code()).isEqualTo(4);
    assertThat(warren("resume", queue).code()).isEqualTo(Exit.OK);
    assertThat(warren("gather", other, "--follow").out()).isEqualTo("{\"line\":1,\"ok\":9}\n");
    assertThat(warren("pause", "a b").code()).isEqualTo(Exit.USAGE);
  }

  @Test
  void limitsShouldBeSetShownAndLifted() throws Exception {
    assertThat(warren("limit", queue).out()).isEmpty();
    InProcess set = warren("limit", queue, "--concurrency=4", "--rate=90/m");
    assertThat(set.code()).describedAs(set.err()).isEqualTo(Exit.OK);
    assertThat(set.err()).contains("queue " + queue + ": 4 at once, 90 started in 60s");
    assertThat(warren("limit", queue, "--key=db-1", "--concurrency=1").code()).isEqualTo(Exit.OK);
    assertThat(warren("limit", queue).out().lines())
        .containsExactly(
            "queue " + queue + ": 4 at once, 90 started in 60s",
            "key db-1 of queue " + queue + ": 1 at once");
    Path in = Files.writeString(folder.resolve("lines"), "7\n");
    String job =
        warren("submit", SQUARE, "--queue=" + queue, "--limit-key=db-1", "--in=" + in)
            .out()
            .strip();
    assertThat(warren("status", job).out())
        .contains("limit     4 at once, 90 started in 60s, queue ")
        .contains("limit     1 at once, key db-1 of queue ");
    startHost();
    assertThat(warren("gather", job, "--follow").out()).isEqualTo("{\"line\":1,\"ok\":49}\n");
    assertThat(warren("limit", queue, "--none").err()).contains("no limit");
    assertThat(warren("limit", queue).out()).contains("key db-1").hasLineCount(1);

    assertThat(warren("limit", queue, "--none", "--rate=1/s").code()).isEqualTo(Exit.USAGE);
    assertThat(warren("limit", queue, "--key=a", "--rate=1/s").code()).isEqualTo(Exit.USAGE);
    assertThat(warren("limit", queue, "--rate=5000/s").err()).contains("4000/s");
    assertThat(warren("limit", queue, "--concurrency=10001").err()).contains("1 to 10000");
    assertThat(warren("limit", "a b").code()).isEqualTo(Exit.USAGE);
  }
}
