package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.cluster.Cluster;
import dev.warren.cluster.Which;
import dev.warren.cluster.Worker;
import dev.warren.job.Job;
import dev.warren.job.JobOptions;
import dev.warren.job.JobResult;
import dev.warren.job.Jobs;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.task.HostReport;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.ObservedHost;
import dev.warren.worker.WorkerHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A queue of its own for each test, its worker hosts, and what operators see of them. */
abstract class ControlFixture {

  static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  final String queue = "test-" + UUID.randomUUID();
  private final List<ObservedHost> hosts = new ArrayList<>();
  private final List<JobId> mine = new ArrayList<>();
  Cluster cluster;
  Jobs jobs;

  /** Where the broker under test is. */
  abstract String broker();

  @BeforeEach
  void connect() {
    cluster = Cluster.connect(broker());
    jobs = Jobs.connect(broker());
  }

  ObservedHost startHost(String name, int processes) {
    return startHost(it -> it.name(name).processes(processes));
  }

  ObservedHost startHost(UnaryOperator<WorkerHostSettings.Builder> with) {
    WorkerHostSettings.Builder builder =
        WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue))
            .jvmOptions(List.of("-Xmx64m"));
    ObservedHost host =
        new WorkerHosts()
            .start(
                with.apply(builder).build(),
                reason -> {
                  throw reason;
                });
    hosts.add(host);
    return host;
  }

  @AfterEach
  void end() throws Exception {
    for (ObservedHost host : hosts) {
      host.kill();
      assertThat(host.awaitEnd(SOON)).isTrue();
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
    List<QueueSpec> all =
        new ArrayList<>(
            List.of(
                QueueSpec.sharedTasks(queue),
                QueueSpec.commands(queue),
                QueueSpec.dead(queue),
                QueueSpec.journal(queue)));
    mine.forEach(job -> all.addAll(List.of(QueueSpec.jobTasks(job), QueueSpec.results(job))));
    BrokerVisit.pay(
        broker(),
        List.of(),
        session -> {
          for (QueueSpec each : all) {
            if (session.exists(each)) {
              session.delete(each);
            }
          }
        });
  }

  Which here() {
    return Which.all().onQueue(queue);
  }

  Which named(String host) {
    return Which.one(host).onQueue(queue);
  }

  List<Worker> workers() throws InterruptedException {
    return cluster.workers(here());
  }

  Worker worker(String name) throws InterruptedException {
    return workers().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  HostReport report(String name) throws InterruptedException {
    return worker(name).report().orElseThrow();
  }

  void awaitHosts(int count) {
    await()
        .atMost(SOON)
        .until(() -> workers().stream().filter(it -> it.report().isPresent()).count() == count);
  }

  static void awaitChildren(int count) {
    await().atMost(SOON).until(() -> Children.alive().size() == count);
  }

  /** A job whose calls each wait for a file of the test's folder. */
  Job waiting(String... files) throws InterruptedException {
    List<String> paths = List.of(files).stream().map(it -> file(it).toString()).toList();
    JobOptions options = JobOptions.builder().queue(queue).build();
    return mine(jobs.submit(JobsTasks::waitFor, paths.iterator(), options));
  }

  Job busy(int count, long micros) throws InterruptedException {
    JobOptions options = JobOptions.builder().queue(queue).build();
    return mine(
        jobs.submit(E2eTasks::busyMicros, Collections.nCopies(count, micros).iterator(), options));
  }

  private Job mine(Job job) {
    mine.add(JobId.parse(job.id()));
    return job;
  }

  void awaitBegun(String... files) {
    for (String each : files) {
      await().atMost(SOON).until(() -> Files.exists(JobsTasks.begun(file(each))));
    }
  }

  boolean hasBegun(String file) {
    return Files.exists(JobsTasks.begun(file(file)));
  }

  void release(String... files) throws IOException {
    for (String each : files) {
      Files.createFile(file(each));
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  static List<JobResult> follow(Job job) throws InterruptedException {
    List<JobResult> results = new ArrayList<>();
    job.follow(0, results::add);
    return results;
  }
}
