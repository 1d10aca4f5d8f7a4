package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.broker.EmbeddedBroker;
import dev.warren.codec.JsonText;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.NamedTask;
import dev.warren.pool.Pool;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** {@code warren dead} on real dead tasks. */
@Timeout(120)
@Tag("broker")
class DeadCommandIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static EmbeddedBroker broker;

  private String queue;
  private String failing;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** Leaves two dead tasks: one that failed and one that nobody knows. */
  @BeforeEach
  void leaveTwoDeadTasks(TestInfo test) throws Exception {
    queue = test.getTestMethod().orElseThrow().getName();
    failing = MapTasks.class.getName() + "::even";
    WorkerHost host =
        WorkerHost.start(
            WorkerHostSettings.builder(uri(), QueueSpec.sharedTasks(queue))
                .name("far")
                .processes(1)
                .build(),
            reason -> {
              throw reason;
            });
    try (Pool pool = Pool.builder().broker(uri()).queue(queue).open()) {
      submit(pool, failing);
      submit(pool, "dev.acme.Nowhere::nothing");
      await().atMost(SOON).until(() -> list().err().contains("2 dead tasks"));
    } finally {
      host.kill();
      assertThat(host.awaitEnd(SOON)).isTrue();
    }
  }

  private static void submit(Pool pool, String task) {
    AsyncResult<JsonText> result =
        pool.applyAsync(NamedTask.of(task, JsonText.class), new JsonText("3"));
    assertThat(result.waitFor(SOON)).isTrue();
    assertThat(result.isSuccessful()).isFalse();
  }

  private static String uri() {
    return broker.uri().toString();
  }

  private InProcess dead(String command, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "dead";
    args[1] = command;
    args[2] = "--queue=" + queue;
    System.arraycopy(more, 0, args, 3, more.length);
    return InProcess.warren(Map.of(BrokerOption.VARIABLE, uri()), args);
  }

  private InProcess list() {
    return dead("list");
  }

  /** The id of the task that failed. */
  private String failed() {
    String line = dead("list", "--reason=failed").out().lines().toList().get(1);
    return line.substring(0, line.indexOf(' '));
  }

  @Test
  void listShouldHaveALineForEach() {
    InProcess run = list();

    assertThat(run.code()).isEqualTo(Exit.OK);
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("ID").endsWith("WHY");
    assertThat(lines.get(1)).contains("/0", "failed", failing, "1");
    assertThat(lines.get(2)).contains("/1", "rejected", "dev.acme.Nowhere::nothing");
    assertThat(run.err()).isEqualTo("warren: 2 dead tasks on queue " + queue + "\n");
  }

  @Test
  void listShouldSpeakJson() {
    InProcess run = dead("list", "--json", "--task=*::even");

    assertThat(run.out())
        .hasLineCount(1)
        .matches("\\{\"id\":\"[0-9a-f]{8}/0\",\"reason\":\"failed\",.*\"attempts\":1,.*}\n");
    assertThat(run.err()).contains("1 dead task on queue");
  }

  @Test
  void filtersShouldNarrowTheListDown() {
    assertThat(dead("list", "--reason=rejected").out()).contains("Nowhere").doesNotContain("even");
    assertThat(dead("list", "--since=1h").err()).contains("2 dead tasks");
    assertThat(dead("list", "--until=1h").err()).contains("0 dead tasks");
    assertThat(dead("list", "--until=1h").out()).isEmpty();
    assertThat(dead("list", "--exception=IllegalArgumentException").err())
        .contains("1 dead task on");
    assertThat(dead("list", "--id=0", "--id=1").err()).contains("2 dead tasks");
  }

  @Test
  void showShouldTellEverything() {
    InProcess run = dead("show", "--id=" + failed());

    assertThat(run.code()).isEqualTo(Exit.OK);
    assertThat(run.out())
        .startsWith(failed() + "\n")
        .contains(
            failing, "failed", "on far (pid ", "[3]", "attempt 1 at ", "    at dev.warren.cli");
    InProcess json = dead("show", "--json", "--id=" + failed());
    assertThat(json.out())
        .hasLineCount(1)
        .contains("\"failure\":{\"type\":", "\"arguments\":[3]", "\"signed\":false");
  }

  @Test
  void showOfNothingShouldFail() {
    InProcess run = dead("show", "--id=4711");

    assertThat(run.code()).isEqualTo(Exit.WORK_FAILED);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void replayShouldTakeThemOut() {
    InProcess run = dead("replay", "--json", "--id=" + failed());

    assertThat(run.code()).isEqualTo(Exit.OK);
    assertThat(run.out()).isEqualTo("{\"replayed\":1,\"left\":0}\n");
    assertThat(run.err()).contains("1 dead task on queue " + queue + " replayed");
    assertThat(list().out()).doesNotContain(failing).contains("Nowhere");
    assertThat(dead("replay", "--id=4711").code()).isEqualTo(Exit.WORK_FAILED);
  }

  @Test
  void purgeShouldDeleteWhatIsMeant() {
    InProcess run = dead("purge", "--json", "--reason=rejected");

    assertThat(run.code()).isEqualTo(Exit.OK);
    assertThat(run.out()).isEqualTo("{\"purged\":1}\n");
    assertThat(list().out()).contains(failing).doesNotContain("Nowhere");
    assertThat(dead("purge", "--all").err()).contains("1 dead task on queue " + queue + " deleted");
    assertThat(list().err()).contains("0 dead tasks");
  }

  @Test
  void aQueueThatNobodyServesShouldBeSaid() {
    queue = "no-such-queue";

    InProcess run = list();

    assertThat(run.code()).isEqualTo(Exit.ENVIRONMENT);
    assertThat(run.err()).contains("warren: queue no-such-queue has no dead queue");
  }
}
