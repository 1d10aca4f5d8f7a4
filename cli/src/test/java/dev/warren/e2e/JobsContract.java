package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.dead.DeadFilter;
import dev.warren.dead.DeadTask;
import dev.warren.dead.DeadTasks;
import dev.warren.dead.NoDeadQueueException;
import dev.warren.job.Job;
import dev.warren.job.JobInfo;
import dev.warren.job.JobInterruptedException;
import dev.warren.job.JobOptions;
import dev.warren.job.JobProgress;
import dev.warren.job.JobResult;
import dev.warren.job.JobState;
import dev.warren.job.JobTaskException;
import dev.warren.job.Jobs;
import dev.warren.job.NoSuchJobException;
import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.DeadReason;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.CutProxy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs that are left on a queue, with real worker hosts, on whichever broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class JobsContract extends JobsFixture {

  private static final String KEY = "0123456789abcdef";

  @Test
  void resultsShouldComeInTheOrderOfTheInputAsOftenAsTheyAreAskedFor() throws Exception {
    Job job = squares(1_234, options().chunk(100).name("squares"));
    assertThat(gather(job)).as("nobody serves the queue").isEmpty();
    startHost(2);

    areSquares(follow(job), 1_234);

    areSquares(gather(job), 1_234);
    List<Long> rest = new ArrayList<>();
    JobProgress progress = jobs.job(job.id()).gather(1_200, it -> rest.add(it.index()));
    assertThat(rest).isEqualTo(LongStream.range(1_200, 1_234).boxed().toList());
    assertThat(progress.state()).isEqualTo(JobState.DONE);
    assertThat(progress.done()).isEqualTo(1_234);
    assertThat(progress.failed()).isZero();
    JobInfo listed = jobs.list(queue).get(0);
    assertThat(listed.state()).isEqualTo(JobState.DONE);
    assertThat(listed.name()).isEqualTo("squares");
    assertThat(listed.calls()).hasValue(1_234);
    assertThat(listed.failed()).hasValue(0);
  }

  @Test
  void resultsShouldComeAsAStreamInTheOrderOfTheInput() throws Exception {
    Job job = squares(1_234, options().chunk(100));
    startHost(2);

    try (Stream<JobResult> all = job.results()) {
      areSquares(all.toList(), 1_234);
    }
    try (Stream<JobResult> rest = job.results(1_200)) {
      assertThat(rest.map(JobResult::index))
          .containsExactlyElementsOf(LongStream.range(1_200, 1_234).boxed().toList());
    }
    try (Stream<JobResult> none = job.results(1_234)) {
      assertThat(none).isEmpty();
    }
  }

  @Test
  void aStreamShouldReadNoMoreThanIsAskedFor() throws Exception {
    startHost(2);
    Path never = folder.resolve("never");
    Job job = waiting("", "", never.toString(), "");

    try (Stream<JobResult> two = job.results().limit(2)) {
      assertThat(two.map(JobResult::index)).containsExactly(0L, 1L);
    }
    Stream<JobResult> unread = jobs.job(queue + "/k3f7q2m9x4tb").results();
    assertThatThrownBy(unread::findFirst).isInstanceOf(NoSuchJobException.class);
    unread.close();
    try (Stream<JobResult> third = job.results(2)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(third::findFirst).isInstanceOf(JobInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    job.cancel();
  }

  @Test
  void aJobShouldBeThereOnceWhereverTheConnectionOfItsSubmitterBreaks() throws Exception {
    URI uri = URI.create(broker());
    try (CutProxy proxy = new CutProxy(new InetSocketAddress(uri.getHost(), uri.getPort()))) {
      String login = "amqp://" + uri.getUserInfo() + "@localhost:";
      jobs = Jobs.connect(login + proxy.port() + uri.getRawPath());
      for (long bytes = 100; bytes <= 2_000; bytes += 100) {
        proxy.endNextAfter(bytes);
        squares(3, options());
      }
    }

    jobs = Jobs.connect(broker());
    assertThat(jobs.list(queue))
        .hasSize(20)
        .allSatisfy(each -> assertThat(each.state()).isEqualTo(JobState.OPEN))
        .allSatisfy(each -> assertThat(each.calls()).hasValue(3));
  }

  @Test
  void aJobWithoutCallsShouldBeDone() throws Exception {
    Job job = squares(0, options());

    assertThat(follow(job)).isEmpty();
    assertThat(job.info().state()).isEqualTo(JobState.DONE);
  }

  @Test
  void failuresAndDeathsShouldBeResultsInTheirPlace() throws Exception {
    startHost(1);
    RetryPolicy once = RetryPolicy.builder().crashAttempts(1).build();
    Job failing =
        mine(jobs.submit(DeadSamples::hundredth, List.of(1, 0, 4).iterator(), options().build()));
    Job dying =
        mine(
            jobs.submit(
                DeadSamples::poisoned,
                IntStream.range(5, 10).iterator(),
                options().retry(once).build()));

    List<JobResult> failed = follow(failing);
    List<JobResult> died = follow(dying);

    assertThat(failed).extracting(JobResult::isSuccess).containsExactly(true, false, true);
    assertThat(failed.get(1).errorType()).isEqualTo("java.lang.ArithmeticException");
    assertThat(failed.get(1).errorMessage()).isEqualTo("/ by zero");
    assertThatThrownBy(() -> failed.get(1).value(Integer.class))
        .isInstanceOf(JobTaskException.class)
        .hasMessageContaining("call 1: java.lang.ArithmeticException: / by zero");
    assertThat(died)
        .extracting(JobResult::isSuccess)
        .containsExactly(true, true, false, true, true);
    assertThat(died.get(2).errorType()).isEqualTo("dev.warren.pool.WorkerDiedException");
    assertThat(died.get(2).errorMessage()).contains("exit code 3");
    assertThat(dying.info().failed()).hasValue(1);
  }

  @Test
  void whatIsThereShouldBeGatheredAndTheRestFollowed() throws Exception {
    startHost(2);
    String file = file("wanted");
    Job job = waiting("", "", file, "");

    awaitDone(job, 3);

    assertThat(gather(job)).extracting(JobResult::index).containsExactly(0L, 1L);
    assertThat(job.progress().state()).isEqualTo(JobState.OPEN);
    CompletableFuture<List<JobResult>> all = new CompletableFuture<>();
    List<JobResult> seen = Collections.synchronizedList(new ArrayList<>());
    Thread follower =
        new Thread(
            () -> {
              try {
                job.follow(1, seen::add);
                all.complete(seen);
              } catch (Exception e) {
                all.completeExceptionally(e);
              }
            });
    follower.start();
    await().atMost(SOON).until(() -> seen.size() == 1);
    Files.createFile(Path.of(file));
    assertThat(all).succeedsWithin(SOON);
    assertThat(seen).extracting(JobResult::index).containsExactly(1L, 2L, 3L);
    assertThat(seen.get(1).value(String.class)).isEqualTo("there");
  }

  @Test
  void aHostThatIsKilledShouldLoseNothing() throws Exception {
    Job job = busy(600, 3_000);
    try (JavaProgram doomed = JavaProgram.start(Programs.Host.class, broker(), queue, "doomed")) {
      awaitDone(job, 20);
      doomed.handle().destroyForcibly();
      doomed.handle().onExit().join();
    }
    assertThat(job.progress().done()).isLessThan(600);
    startHost(2);

    assertThat(follow(job)).hasSize(600).allMatch(JobResult::isSuccess);
  }

  @Test
  void aCancelledJobShouldEndAndItsSlotServeAnother() throws Exception {
    startHost(1);
    Path never = folder.resolve("never");
    Path second = folder.resolve("second");
    Job job = waiting("", never.toString(), second.toString(), second.toString());
    awaitFile(JobsTasks.begun(never));

    job.cancel();

    areSquares(follow(squares(50, options())), 50);
    assertThat(JobsTasks.begun(second)).as("what had not begun").doesNotExist();
    assertThat(job.info().state()).isEqualTo(JobState.CANCELLED);
    assertThat(follow(job)).extracting(JobResult::index).startsWith(0L).doesNotContain(2L, 3L);
    job.cancel();
    assertThatThrownBy(
            () ->
                jobs.resume(
                    job.id(), JobsTasks::waitFor, List.of("").iterator(), options().build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was cancelled");
  }

  @Test
  void nothingShouldBeTakenFromAPausedQueueUntilItIsResumed() throws Exception {
    startHost(1);
    awaitConsumers(1);

    jobs.pause(queue);

    assertThat(jobs.isPaused(queue)).isTrue();
    awaitConsumers(0);
    Job job = squares(20, options());
    assertThat(job.progress().done()).isZero();
    assertThat(job.info().state()).isEqualTo(JobState.OPEN);

    jobs.unpause(queue);

    assertThat(jobs.isPaused(queue)).isFalse();
    areSquares(follow(job), 20);
  }

  @Test
  void whatRunsShouldGoOnWhileItsQueueIsPaused() throws Exception {
    startHost(1);
    Path wanted = folder.resolve("wanted");
    Job job = waiting(wanted.toString());
    awaitFile(JobsTasks.begun(wanted));

    jobs.pause(queue);
    Files.createFile(wanted);

    assertThat(follow(job)).extracting(it -> it.value(String.class)).containsExactly("there");
    awaitConsumers(0); // RabbitMQ counts one that is cancelled for as long as it has a message.
    assertThat(jobs.isPaused(queue)).isTrue();
  }

  @Test
  void aSecondJobWithAKeyShouldBeTheFirst() throws Exception {
    JobOptions.Builder options = options().unique("nightly", Duration.ofHours(1));
    Job first = squares(3, options);
    Iterator<Long> untouched =
        Stream.<Long>generate(
                () -> {
                  throw new AssertionError("nobody wants the arguments");
                })
            .iterator();

    Job second = jobs.submit(E2eTasks::square, untouched, options.build());

    assertThat(second.id()).isEqualTo(first.id());
    assertThatThrownBy(() -> jobs.submit(E2eTasks::busyMicros, untouched, options.build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("::square(J)J, not " + E2eTasks.class.getName() + "::busyMicros");
    assertThat(jobs.list(queue)).extracting(it -> it.id().toString()).containsExactly(first.id());
    assertThat(squares(3, options().unique("weekly", Duration.ofHours(1))).id())
        .isNotEqualTo(first.id());
    first.cancel();
    assertThat(squares(3, options).id()).as("the first is not wanted").isNotEqualTo(first.id());
  }

  @Test
  void aShortJobShouldNotWaitForALongOne() throws Exception {
    startHost(2);
    Job longOne = busy(20_000, 3_000);
    awaitDone(longOne, 1);

    areSquares(follow(squares(10, options())), 10);

    JobProgress then = longOne.progress();
    assertThat(then.state()).isEqualTo(JobState.OPEN);
    assertThat(then.done())
        .as("calls of the long job until the short one was done")
        .isBetween(1L, 10_000L);
    longOne.cancel();
  }

  @Test
  void callsShouldBeTriedAgain() throws Exception {
    startHost(1);
    RetryPolicy retry =
        RetryPolicy.builder()
            .attempts(3)
            .backoff(Backoff.of(Duration.ofMillis(10), Duration.ofMillis(20)))
            .build();
    Job job =
        mine(
            jobs.submit(
                RetryTasks::succeedAt,
                List.of(1, 2, 3, 4).iterator(),
                options().retry(retry).build()));

    List<JobResult> results = follow(job);

    assertThat(results).extracting(JobResult::isSuccess).containsExactly(true, true, true, false);
    assertThat(results.get(2).value(Integer.class)).isEqualTo(3);
    assertThat(results.get(3).errorMessage()).isEqualTo("not at attempt 3");
  }

  @Test
  void anExpiredJobShouldBeForgottenWithItsQueues() throws Exception {
    Job job = squares(3, options().keep(Duration.ofSeconds(1)));
    Job other = squares(3, options());

    await().atMost(SOON).until(() -> jobs.list(queue).size() == 1);

    assertThat(jobs.list(queue)).extracting(it -> it.id().toString()).containsExactly(other.id());
    assertThatThrownBy(job::info).isInstanceOf(NoSuchJobException.class);
    assertThatThrownBy(() -> gather(job)).isInstanceOf(NoSuchJobException.class);
    JobId id = JobId.parse(job.id());
    BrokerVisit.pay(
        broker(),
        List.of(),
        session -> {
          assertThat(session.exists(QueueSpec.jobTasks(id))).isFalse();
          assertThat(session.exists(QueueSpec.results(id))).isFalse();
        });
    startHost(1);
    areSquares(follow(other), 3);
  }

  @Test
  void onlyASignedJobShouldRunOnAHostWithAKey() throws Exception {
    startHost(1, KEY);
    Jobs signed = Jobs.connect(broker(), KEY, SOON);
    Job unsigned =
        mine(
            jobs.submit(JobsTasks::leave, List.of(file("unsigned")).iterator(), options().build()));

    DeadTask dead =
        await()
            .atMost(SOON)
            .ignoreExceptionsInstanceOf(NoDeadQueueException.class)
            .until(
                () -> DeadTasks.connect(broker()).list(queue, DeadFilter.all()),
                all -> all.size() == 1)
            .get(0);

    assertThat(dead.postMortem().reason()).isEqualTo(DeadReason.UNSIGNED);
    Job job =
        mine(
            signed.submit(JobsTasks::leave, List.of(file("signed")).iterator(), options().build()));
    assertThat(follow(job)).allMatch(JobResult::isSuccess).hasSize(1);
    assertThat(Path.of(file("signed"))).exists();
    assertThat(Path.of(file("unsigned"))).doesNotExist();
    assertThatThrownBy(() -> signed.job(unsigned.id()).info())
        .isInstanceOf(NoSuchJobException.class);
  }
}
