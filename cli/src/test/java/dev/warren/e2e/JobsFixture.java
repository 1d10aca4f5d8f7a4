package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.job.Job;
import dev.warren.job.JobOptions;
import dev.warren.job.JobResult;
import dev.warren.job.Jobs;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.spi.WorkerHostSettings.CodeRules;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A queue of its own for each test, its worker hosts, and jobs for it. */
abstract class JobsFixture {

  static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  final String queue = "test-" + UUID.randomUUID();
  private final List<WorkerHost> hosts = new ArrayList<>();
  private final Set<JobId> mine = new HashSet<>();
  Jobs jobs;

  /** Where the broker under test is. */
  abstract String broker();

  /** How many shards the queue has at most. */
  int shards() {
    return 1;
  }

  @BeforeEach
  void connect() {
    jobs = Jobs.connect(broker());
  }

  void startHost(int processes, String key) {
    startHost(processes, key, CodeRules.NONE);
  }

  void startHost(int processes, String key, CodeRules code) {
    startHost(builder -> builder.processes(processes).signingKey(key).code(code));
  }

  WorkerHost startHost(UnaryOperator<WorkerHostSettings.Builder> settings) {
    WorkerHostSettings.Builder builder =
        WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue))
            .name("far")
            .jvmOptions(List.of("-Xmx64m"));
    WorkerHost host =
        WorkerHost.start(
            settings.apply(builder).build(),
            reason -> {
              throw reason;
            });
    hosts.add(host);
    return host;
  }

  void startHost(int processes) {
    startHost(processes, "");
  }

  @AfterEach
  void end() throws Exception {
    for (WorkerHost host : hosts) {
      host.kill();
      assertThat(host.awaitEnd(SOON)).isTrue();
    }
    assertThat(Children.alive()).as("worker processes left").isEmpty();
    List<QueueSpec> shared =
        List.of(
            QueueSpec.sharedTasks(queue),
            QueueSpec.dead(queue),
            QueueSpec.journal(queue),
            QueueSpec.commands(queue),
            QueueSpec.permits(queue, ""),
            QueueSpec.permits(queue, "db"),
            QueueSpec.starts(queue));
    BrokerVisit.pay(
        broker(),
        shared,
        session -> {
          List<QueueSpec> all = new ArrayList<>(shared);
          all.addAll(QueueSpec.sharedTasks(queue).shards(shards()));
          for (JobId job : mine) {
            all.addAll(List.of(QueueSpec.jobTasks(job), QueueSpec.results(job)));
          }
          for (QueueSpec each : all) {
            if (session.exists(each)) {
              session.delete(each);
            }
          }
        });
  }

  JobOptions.Builder options() {
    return JobOptions.builder().queue(queue);
  }

  Job mine(Job job) {
    mine.add(JobId.parse(job.id()));
    return job;
  }

  Job squares(long count, JobOptions.Builder options) throws InterruptedException {
    Iterator<Long> inputs = LongStream.range(0, count).boxed().iterator();
    return mine(jobs.submit(E2eTasks::square, inputs, options.build()));
  }

  Job waiting(String... files) throws InterruptedException {
    return mine(jobs.submit(JobsTasks::waitFor, List.of(files).iterator(), options().build()));
  }

  Job busy(int count, long micros) throws InterruptedException {
    Iterator<Long> inputs = Collections.nCopies(count, micros).iterator();
    return mine(jobs.submit(E2eTasks::busyMicros, inputs, options().build()));
  }

  static List<JobResult> follow(Job job) throws InterruptedException {
    List<JobResult> results = new ArrayList<>();
    job.follow(0, results::add);
    return results;
  }

  static List<JobResult> gather(Job job) throws InterruptedException {
    List<JobResult> results = new ArrayList<>();
    job.gather(0, results::add);
    return results;
  }

  static void areSquares(List<JobResult> results, long count) {
    assertThat(results)
        .extracting(JobResult::index)
        .isEqualTo(LongStream.range(0, count).boxed().toList());
    assertThat(results)
        .extracting(it -> it.value(Long.class))
        .isEqualTo(LongStream.range(0, count).mapToObj(x -> x * x).toList());
  }

  static void awaitFile(Path file) {
    await().atMost(SOON).until(() -> Files.exists(file));
  }

  static void awaitDone(Job job, int calls) {
    await().atMost(SOON).until(() -> job.progress().done() >= calls);
  }

  void awaitConsumers(int count) throws Exception {
    QueueSpec tasks = QueueSpec.sharedTasks(queue);
    BrokerVisit.pay(
        broker(),
        List.of(tasks),
        session -> await().atMost(SOON).until(() -> session.declare(tasks).consumers() == count));
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }
}
