package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.broker.EmbeddedBroker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code warren submit --cmd} with real files, on a worker host that is a process of its own. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("broker")
class SubmitCommandsIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static EmbeddedBroker broker;
  private static Map<String, String> env;

  @TempDir private Path folder;

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

  private WarrenProcess startWorker() throws IOException {
    return WarrenProcess.start(env, "worker", "--queue=" + queue, "--processes=2", "--commands");
  }

  private static InProcess warren(String... args) {
    return InProcess.warren(env, args);
  }

  private String submit(String command, String lines, String... more) throws IOException {
    Path in = Files.writeString(folder.resolve("lines"), lines);
    String[] args = new String[more.length + 4];
    args[0] = "submit";
    args[1] = "--cmd=" + command;
    args[2] = "--queue=" + queue;
    args[3] = "--in=" + in;
    System.arraycopy(more, 0, args, 4, more.length);
    InProcess run = warren(args);
    assertThat(run.code()).describedAs(run.err()).isEqualTo(Exit.OK);
    return run.out().strip();
  }

  private static String unzipped(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void eachFileShouldBePackedAndTheMissingOneFail() throws Exception {
    Path one = Files.writeString(folder.resolve("one file.txt"), "the first");
    Path two = Files.writeString(folder.resolve("it's two.txt"), "the second");
    Path gone = folder.resolve("gone.txt");
    String job = submit("gzip -9 -k {} && echo {/.}", one + "\n" + gone + "\n" + two + "\n");
    assertThat(warren("gather", job).code()).as("nobody serves the queue").isEqualTo(4);

    try (WarrenProcess worker = startWorker()) {
      InProcess gathered = warren("gather", job, "--follow");

      assertThat(gathered.out()).describedAs(worker.errSoFar()).isEqualTo("one file\nit's two\n");
      assertThat(gathered.err().lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("line 2: gzip: ").contains("gone.txt"),
              line -> assertThat(line).isEqualTo("line 2: exit code 1"),
              line -> assertThat(line).endsWith("is done: 3 of 3 done, 1 failed"));
      assertThat(gathered.code()).isEqualTo(Exit.WORK_FAILED);
    }
    assertThat(unzipped(folder.resolve("one file.txt.gz"))).isEqualTo("the first");
    assertThat(unzipped(folder.resolve("it's two.txt.gz"))).isEqualTo("the second");
    InProcess json = warren("gather", job, "--json");
    assertThat(json.out().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"line\":1,\"ok\":{\"exitCode\":0,\"stdout\":\"one file\\n\","
                            + "\"base64\":false,\"cut\":0,\"stderr\":\"\"}}"),
            line -> assertThat(line).contains("\"record\":{\"exitCode\":1,"),
            line -> assertThat(line).startsWith("{\"line\":3,\"ok\":"));
    Path out = folder.resolve("out");
    assertThat(warren("gather", job, "--out=" + out).err()).contains("add --json");
    assertThat(warren("gather", job, "--out=" + out, "--json", "--ignore-errors").code())
        .isEqualTo(Exit.OK);
    assertThat(out).hasContent(json.out());
    assertThat(warren("jobs", "--queue=" + queue).out()).contains("gzip -9 -k {} && echo {/.}");
  }

  @Test
  void aFailingCommandShouldBeTriedAgain() throws Exception {
    try (WarrenProcess worker = startWorker()) {
      String job =
          submit(
              "test -e {} && echo {#} || { touch {}; exit 1; }", folder + "/a b\n", "--retries=1");

      InProcess gathered = warren("gather", job, "--follow");

      assertThat(gathered.out()).describedAs(worker.errSoFar()).isEqualTo("1\n");
      assertThat(gathered.code()).isEqualTo(Exit.OK);
    }
  }

  @Test
  void aHostThatDiesShouldTakeItsCommandsAlong() throws Exception {
    Path pid = folder.resolve("pid");
    try (WarrenProcess worker = startWorker()) {
      String job = submit("echo $$ >{}.new; mv {}.new {}; exec sleep 600", pid + "\n");
      await().atMost(SOON).until(() -> Files.exists(pid));
      ProcessHandle command =
          ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
      try {
        worker.handle().destroyForcibly();

        await().atMost(SOON).until(() -> !command.isAlive());
      } finally {
        command.destroyForcibly();
      }
      assertThat(warren("cancel", job).code()).isEqualTo(Exit.OK);
    }
  }

  @Test
  void whatCannotBeShouldBeRefusedAtOnce() throws Exception {
    assertUsage("TASK, or --cmd", "submit", "--queue=" + queue);
    assertUsage("TASK, or --cmd", "submit", WarrenProcess.SQUARE, "--cmd=gzip");
    assertUsage("{%}", "submit", "--cmd=f {%}");
    assertUsage("leave it out", "submit", "--cmd=f", WarrenProcess.tasks());
    Path in = Files.writeString(folder.resolve("in"), "a\nb\0c\n");
    assertUsage(
        "line 2 has a NUL, which no command takes; nothing of the job will run",
        "submit",
        "--cmd=f",
        "--queue=" + queue,
        "--in=" + in);
    assertThat(warren("jobs", "--queue=" + queue).out()).contains("cancelled");
  }

  private static void assertUsage(String part, String... args) {
    InProcess run = warren(args);
    assertThat(run.err()).contains(part);
    assertThat(run.code()).isEqualTo(Exit.USAGE);
  }
}
