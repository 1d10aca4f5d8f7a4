package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.cluster.AmbiguousWorkerException;
import dev.warren.cluster.Cluster;
import dev.warren.cluster.NoSuchWorkerException;
import dev.warren.cluster.Which;
import dev.warren.cluster.Worker;
import dev.warren.cluster.Worker.Presence;
import dev.warren.job.Job;
import dev.warren.job.JobResult;
import dev.warren.spi.SlotRange;
import dev.warren.task.HostReport;
import dev.warren.task.HostState;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.ObservedHost;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Worker hosts as operators see and steer them, on whichever broker. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ControlContract extends ControlFixture {

  private static final String KEY = "0123456789abcdef";

  @Test
  void hostsShouldBeListedWithWhatTheyDo() throws Exception {
    startHost("one", 2);
    startHost("two", 1);
    awaitHosts(2);
    Job job = waiting("wanted");
    awaitBegun("wanted");

    await()
        .atMost(SOON)
        .until(
            () -> workers().stream().mapToInt(it -> it.report().orElseThrow().busy()).sum() == 1);
    List<Worker> working = workers();
    assertThat(working).extracting(Worker::name).containsExactlyInAnyOrder("one", "two");
    assertThat(working)
        .extracting(it -> it.report().orElseThrow().state())
        .containsExactlyInAnyOrder(HostState.BUSY, HostState.IDLE);
    assertThat(report("one").slots()).isEqualTo(2);
    assertThat(report("two").slots()).isEqualTo(1);
    for (Worker each : working) {
      assertThat(each.presence()).isEqualTo(Presence.HERE);
      assertThat(each.queue()).isEqualTo(queue);
      assertThat(each.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(each.roundTrip()).isPositive();
      assertThat(each.heard()).isAfter(Instant.now().minus(SOON));
      assertThat(each.report().orElseThrow().uptime()).isPositive();
    }
    await().atMost(SOON).until(() -> report("one").memory() > 1 << 20);

    release("wanted");
    assertThat(follow(job)).hasSize(1).allMatch(JobResult::isSuccess);
    List<HostReport> after = workers().stream().map(it -> it.report().orElseThrow()).toList();
    assertThat(after.stream().mapToLong(HostReport::tasksDone).sum()).isEqualTo(1);
    assertThat(after.stream().mapToLong(HostReport::failures).sum()).isZero();
  }

  @Test
  void aHostThatIsKilledOrHangsShouldBeShownAndOneThatEndsShouldNot() throws Exception {
    ObservedHost ending = startHost("ending", 1);
    startHost("near", 1);
    try (JavaProgram killed = JavaProgram.start(Programs.Host.class, broker(), queue, "killed");
        JavaProgram hung = JavaProgram.start(Programs.Host.class, broker(), queue, "hung")) {
      awaitHosts(4);
      Instant before = Instant.now();
      ending.kill();
      killed.kill();
      signal(hung, "STOP");
      cluster = cluster.withTimeout(Duration.ofSeconds(2));

      await().atMost(SOON).until(() -> worker("killed").presence() == Presence.GONE);

      List<Worker> workers = workers();
      assertThat(workers)
          .extracting(Worker::name)
          .containsExactlyInAnyOrder("near", "killed", "hung");
      assertThat(worker("hung").presence()).isEqualTo(Presence.UNKNOWN);
      assertThat(worker("hung").heard()).isBefore(before);
      assertThat(worker("near").presence()).isEqualTo(Presence.HERE);
      signal(hung, "CONT");
      await().atMost(SOON).until(() -> worker("hung").presence() == Presence.HERE);
    }
  }

  private static void signal(JavaProgram program, String name) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(program.handle().pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  void moreProcessesShouldRunMoreTasksAtATime() throws Exception {
    ObservedHost host = startHost("far", 1);
    Job job = waiting("first", "second", "third");
    awaitBegun("first");
    assertThat(hasBegun("second")).isFalse();

    List<Worker> told = cluster.scale(named("far"), 3);

    assertThat(told).singleElement().matches(Worker::hasObeyed);
    awaitBegun("second", "third");
    assertThat(host.status().slots()).isEqualTo(3);
    assertThat(host.status().busySlots()).isEqualTo(3);
    assertThat(report("far").slots()).isEqualTo(3);
    awaitChildren(3);
    release("first", "second", "third");
    assertThat(follow(job)).hasSize(3).allMatch(JobResult::isSuccess);
  }

  @Test
  void fewerProcessesShouldEndNoTask() throws Exception {
    ObservedHost host = startHost("far", 3);
    Job held = waiting("first", "second");
    awaitBegun("first", "second");
    awaitChildren(3);

    cluster.scale(named("far"), 1);

    awaitChildren(2); // The third had nothing to do.
    assertThat(host.status().slots()).isEqualTo(2);
    release("first");
    awaitChildren(1);
    assertThat(host.status().slots()).isEqualTo(1);
    Job other = waiting("third");
    assertThat(report("far").busy()).isEqualTo(1);
    release("second");
    assertThat(follow(held)).hasSize(2).allMatch(JobResult::isSuccess);
    release("third");
    assertThat(follow(other)).hasSize(1).allMatch(JobResult::isSuccess);
    awaitChildren(1);
    assertThat(report("far").failures()).isZero();
  }

  @Test
  void scalingUnderLoadShouldLoseNothing() throws Exception {
    startHost("far", 2);
    Job job = busy(2_000, 1_000);
    for (int processes : new int[] {4, 1, 3, 1}) {
      assertThat(cluster.scale(named("far"), processes)).allMatch(Worker::hasObeyed);
    }

    assertThat(follow(job)).hasSize(2_000).allMatch(JobResult::isSuccess);
    awaitChildren(1);
    assertThat(report("far").slots()).isEqualTo(1);
  }

  @Test
  void moreThanThereIsMemoryForShouldBeRefused() throws Exception {
    ObservedHost host = startHost("far", 1);
    awaitHosts(1);
    awaitChildren(1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(cluster.scale(named("far"), 1_000))
                    .singleElement()
                    .matches(it -> !it.hasObeyed())
                    .extracting(Worker::refusal)
                    .asString()
                    .contains("1000 worker processes", "may need more than the"));
    assertThat(host.status().slots()).isEqualTo(1);
    assertThatThrownBy(() -> cluster.scale(named("far"), 1_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 1000");
  }

  @Test
  void aDrainedHostShouldFinishWhatItHasAndEnd() throws Exception {
    ObservedHost draining = startHost("draining", 1);
    Job job = waiting("first", "second");
    awaitBegun("first");

    List<Worker> told = cluster.drain(named("draining"));

    assertThat(told).singleElement().matches(Worker::hasObeyed);
    assertThat(told.get(0).report().orElseThrow().state()).isEqualTo(HostState.DRAINING);
    assertThat(draining.awaitEnd(Duration.ofMillis(500))).as("it has a task").isFalse();
    assertThat(report("draining").state()).isEqualTo(HostState.DRAINING);
    release("first", "second");
    assertThat(draining.awaitEnd(SOON)).isTrue();
    assertThat(workers()).as("it has said farewell").isEmpty();
    assertThat(job.progress().done()).isEqualTo(1);
    startHost("other", 1);
    assertThat(follow(job)).hasSize(2).allMatch(JobResult::isSuccess);
    assertThat(report("other").tasksDone()).isEqualTo(1);
  }

  @Test
  void whatAStoppedHostWasRunningShouldRunElsewhere() throws Exception {
    ObservedHost stopped = startHost("stopped", 1);
    Job job = waiting("wanted");
    awaitBegun("wanted");
    startHost("other", 1);
    awaitHosts(2);
    Files.delete(JobsTasks.begun(file("wanted")));

    assertThat(cluster.stop(named("stopped"))).singleElement().matches(Worker::hasObeyed);

    assertThat(stopped.awaitEnd(SOON)).isTrue();
    awaitBegun("wanted");
    assertThat(workers()).extracting(Worker::name).containsExactly("other");
    release("wanted");
    assertThat(follow(job)).hasSize(1).allMatch(JobResult::isSuccess);
    assertThat(report("other").tasksDone()).isEqualTo(1);
  }

  @Test
  void onlyWhoHasTheKeyShouldBeAnsweredAndObeyed() throws Exception {
    ObservedHost host = startHost(it -> it.name("far").processes(1).signingKey(KEY));
    Cluster signed = Cluster.connect(broker(), KEY, SOON);
    await().atMost(SOON).until(() -> !signed.workers(here()).isEmpty());

    Worker seen = worker("far");
    assertThat(seen.presence()).isEqualTo(Presence.HERE);
    assertThat(seen.report()).isEmpty();
    assertThat(seen.refusal()).contains("the signature is missing or wrong");
    assertThat(cluster.stop(named("far"))).noneMatch(Worker::hasObeyed);
    assertThat(cluster.scale(named("far"), 2)).noneMatch(Worker::hasObeyed);
    Cluster other = Cluster.connect(broker(), "another key than that", SOON);
    assertThatThrownBy(() -> other.ping(here())).isInstanceOf(NoSuchWorkerException.class);
    assertThat(host.status().slots()).isEqualTo(1);

    assertThat(signed.scale(named("far"), 2)).allMatch(Worker::hasObeyed);
    assertThat(host.status().slots()).isEqualTo(2);
    assertThat(signed.stop(named("far"))).allMatch(Worker::hasObeyed);
    assertThat(host.awaitEnd(SOON)).isTrue();
  }

  @Test
  void oneOfSeveralThatAreCalledSoShouldBeToldByItsId() throws Exception {
    startHost("same", 1);
    startHost("same", 1);
    awaitHosts(2);
    List<String> ids = workers().stream().map(Worker::id).toList();

    assertThatThrownBy(() -> cluster.scale(named("same"), 2))
        .isInstanceOf(AmbiguousWorkerException.class)
        .hasMessageContaining("2 worker hosts are called same")
        .hasMessageContaining(ids.get(0))
        .hasMessageContaining(ids.get(1));
    assertThat(cluster.scale(named(ids.get(0).substring(0, 13)), 2))
        .singleElement()
        .matches(it -> it.id().equals(ids.get(0)) && it.hasObeyed());
    assertThat(cluster.scale(Which.each("same").onQueue(queue), 3))
        .hasSize(2)
        .allMatch(Worker::hasObeyed);
    assertThat(workers()).extracting(it -> it.report().orElseThrow().slots()).containsOnly(3);
    assertThatThrownBy(() -> cluster.drain(named("nobody")))
        .isInstanceOf(NoSuchWorkerException.class)
        .hasMessageContaining("no worker host is called nobody on queue " + queue);
  }

  @Test
  void aHostOfCommandsShouldEndWithThem() throws Exception {
    ObservedHost both =
        startHost(it -> it.name("both").processes(1).commands(QueueSpec.commands(queue)));
    awaitHosts(1);
    assertThat(report("both").slots()).as("one for tasks, one for commands").isEqualTo(2);

    assertThat(cluster.drain(named("both"))).allMatch(Worker::hasObeyed);

    assertThat(both.awaitEnd(SOON)).isTrue();
  }

  @Test
  void aHostThatScalesItselfShouldGrowUnderLoadAndShrinkAfterIt() throws Exception {
    ObservedHost host = startHost(it -> it.name("far").autoscale(new SlotRange(1, 3)));
    awaitHosts(1);
    assertThat(host.status().slots()).isEqualTo(1);
    assertThat(cluster.scale(named("far"), 2))
        .singleElement()
        .extracting(Worker::refusal)
        .asString()
        .contains("this worker host scales itself, 1-3");

    Job job = waiting("first", "second", "third", "fourth");
    awaitBegun("first", "second", "third");
    assertThat(host.status().slots()).isEqualTo(3);
    assertThat(hasBegun("fourth")).as("three is the most").isFalse();
    release("first", "second", "third", "fourth");
    assertThat(follow(job)).hasSize(4).allMatch(JobResult::isSuccess);

    await().atMost(Duration.ofSeconds(100)).until(() -> host.status().slots() == 1);
    awaitChildren(1);
    Job later = busy(50, 1_000);
    assertThat(follow(later)).hasSize(50).allMatch(JobResult::isSuccess);
  }
}
