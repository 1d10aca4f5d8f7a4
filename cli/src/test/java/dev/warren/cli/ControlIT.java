package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that see and steer worker hosts, with hosts in processes of their own. */
@Tag("broker")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ControlIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final List<WarrenProcess> running = new ArrayList<>();
  private Map<String, String> env = Map.of();

  @BeforeEach
  void startBroker() throws IOException {
    WarrenProcess broker = start("broker", "--port=0");
    broker.awaitOut("/\n");
    env = Map.of(BrokerOption.VARIABLE, broker.outSoFar().strip());
  }

  @AfterEach
  void endAll() {
    running.forEach(WarrenProcess::close);
  }

  private WarrenProcess start(String... args) throws IOException {
    WarrenProcess process = WarrenProcess.start(env, args);
    running.add(process);
    return process;
  }

  private WarrenProcess worker(String name, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("worker", "--name=" + name, WarrenProcess.tasks()));
    args.addAll(List.of(more));
    return start(args.toArray(String[]::new));
  }

  /** Runs a command to its end: what it has written, checked for its exit code. */
  private String run(int exitCode, String... args) throws Exception {
    try (WarrenProcess command = WarrenProcess.start(env, args)) {
      assertThat(command.exitCode()).describedAs(command.err()).isEqualTo(exitCode);
      return command.out() + command.err();
    }
  }

  private void awaitWorkers(String summary) {
    await().atMost(SOON).untilAsserted(() -> assertThat(run(Exit.OK, "workers")).contains(summary));
  }

  @Test
  void hostsShouldBeSeenScaledAndEnded() throws Exception {
    assertThat(run(Exit.OK, "workers")).contains("0 worker hosts");
    WarrenProcess one = worker("one", "--processes=1", "--commands");
    WarrenProcess two = worker("two", "--processes=1", "--queue=images");
    awaitWorkers("2 worker hosts: 2 idle");

    String table = run(Exit.OK, "workers");
    assertThat(table)
        .startsWith("HOST  ID        QUEUE    VERSION")
        .containsPattern("(?m)^one .* default .* idle ")
        .containsPattern("(?m)^two .* images .* idle ");
    assertThat(run(Exit.OK, "workers", "--queue=images", "--json"))
        .startsWith("{\"id\":\"")
        .contains("\"host\":\"two\",\"queue\":\"images\"", "\"state\":\"idle\"", "\"slots\":1")
        .doesNotContain("\"one\"");
    assertThat(run(Exit.OK, "ping"))
        .containsPattern("(?m)^one .* \\d+\\.\\d ms$")
        .containsPattern("(?m)^two .* \\d+\\.\\d ms$");

    assertThat(run(Exit.OK, "scale", "two", "2")).contains("has 2 processes from now on");
    assertThat(run(Exit.OK, "workers", "--json")).contains("\"slots\":2");
    assertThat(run(Exit.WORK_FAILED, "scale", "--all", "--queue=images", "1000"))
        .contains("worker host two (", "refuses: 1000 worker processes");

    assertThat(run(Exit.OK, "drain", "one")).contains("finishes what it has, and ends");
    assertThat(one.exitCode()).isEqualTo(Exit.OK);
    assertThat(one.err()).contains("an operator drains this worker host", "as it was told to");
    assertThat(run(Exit.OK, "stop", "two")).contains("worker host two (");
    assertThat(two.exitCode()).isEqualTo(Exit.OK);
    assertThat(run(Exit.OK, "workers")).contains("0 worker hosts");
    assertThat(run(Exit.ENVIRONMENT, "ping")).contains("no worker host is there");
  }

  @Test
  void aHostThatDoesNotAnswerShouldBeShownAndFailThePing() throws Exception {
    worker("near", "--processes=1");
    WarrenProcess killed = worker("far", "--processes=1");
    awaitWorkers("2 worker hosts: 2 idle");
    killed.handle().destroyForcibly();

    awaitWorkers("2 worker hosts: 1 gone, 1 idle");
    assertThat(run(Exit.WORK_FAILED, "ping"))
        .containsPattern("(?m)^far .* gone$")
        .containsPattern("(?m)^near .* ms$");
    assertThat(run(Exit.OK, "ping", "near")).doesNotContain("far");
    assertThat(run(Exit.WORK_FAILED, "drain", "far")).contains("is gone: it was killed");
  }

  @Test
  void aHostWithTwoOfItsNameShouldBeToldByItsIdOrWithAll() throws Exception {
    WarrenProcess one = worker("same", "--processes=1");
    WarrenProcess two = worker("same", "--processes=1");
    awaitWorkers("2 worker hosts: 2 idle");

    assertThat(run(Exit.USAGE, "stop", "same")).contains("2 worker hosts are called same (");
    assertThat(run(Exit.ENVIRONMENT, "stop", "other")).contains("no worker host is called other");
    assertThat(run(Exit.OK, "stop", "same", "--all")).contains("worker host same (");
    assertThat(one.exitCode()).isEqualTo(Exit.OK);
    assertThat(two.exitCode()).isEqualTo(Exit.OK);
  }

  @Test
  void aStoppedHostShouldGiveBackWhatItRan() throws Exception {
    Path held = folder.resolve("held");
    WarrenProcess stopped = worker("stopped", "--processes=1");
    WarrenProcess map = start("map", MapTasks.class.getName() + "::hold");
    map.input("\"" + held + "\"\n");
    await().atMost(SOON).until(() -> Files.exists(held));

    run(Exit.OK, "stop", "stopped");
    assertThat(stopped.exitCode()).isEqualTo(Exit.OK);

    Files.delete(held);
    worker("other", "--autoscale=1-2").awaitErr("1-2 processes");
    await().atMost(SOON).until(() -> Files.exists(held));
    Files.delete(held);
    assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
    assertThat(map.out()).isEqualTo("{\"line\":1,\"ok\":\"released\"}\n");
  }
}
