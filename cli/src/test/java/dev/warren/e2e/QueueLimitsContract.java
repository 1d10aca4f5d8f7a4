package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.e2e.QueueLimitsTasks.Seen;
import dev.warren.e2e.QueueLimitsTasks.Stay;
import dev.warren.job.Job;
import dev.warren.job.JobOptions;
import dev.warren.job.JobResult;
import dev.warren.job.QueueLimits;
import dev.warren.pool.Pool;
import dev.warren.worker.WorkerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many calls of a queue run and start on several hosts, on whichever broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class QueueLimitsContract extends JobsFixture {

  private static final String KEY = "db";

  /** What hosts need to hear of a limit, and a busy machine to run a call that had begun. */
  private static final long SETTLED_MILLIS = 1_500;

  /** How much longer one call may take than another from its permit to its beginning. */
  private static final long UNEVEN_MILLIS = 300;

  @TempDir Path stays;

  private QueueLimits limits;

  /** Long enough for what this broker can tell apart. */
  abstract Duration period();

  @BeforeEach
  void findLimits() {
    limits = jobs.limits(queue);
  }

  private List<Stay> stays(int count, long millis) {
    return Collections.nCopies(count, new Stay(stays.toString(), millis));
  }

  private Job staying(JobOptions.Builder options, int count, long millis)
      throws InterruptedException {
    return mine(
        jobs.submit(QueueLimitsTasks::stay, stays(count, millis).iterator(), options.build()));
  }

  private static List<Seen> seen(List<JobResult> results) {
    return results.stream().map(it -> it.value(Seen.class)).toList();
  }

  private static long most(List<Seen> seen) {
    return seen.stream().mapToLong(Seen::together).max().orElseThrow();
  }

  @Test
  void neverMoreThanTheLimitShouldRunOnAllHostsTogether() throws Exception {
    limits.concurrency(2);
    startHost(2);
    startHost(2);

    List<Seen> all = seen(follow(staying(options(), 60, 40)));

    assertThat(all).hasSize(60);
    assertThat(most(all)).isEqualTo(2);
    assertThat(limits.list())
        .singleElement()
        .satisfies(it -> assertThat(it.concurrency()).isEqualTo(2));
  }

  @Test
  void poolsShouldBeLimitedLikeJobs() throws Exception {
    limits.concurrency(1);
    startHost(3);

    try (Pool pool = Pool.builder().broker(broker()).queue(queue).open()) {
      List<Seen> all = pool.map(QueueLimitsTasks::stay, stays(20, 20));

      assertThat(most(all)).isEqualTo(1);
    }
  }

  @Test
  void aKilledHostShouldGiveItsPermitBack() throws Exception {
    limits.concurrency(1);
    Path wanted = Path.of(file("wanted"));
    Job job = waiting(wanted.toString(), "", "");
    try (JavaProgram doomed = JavaProgram.start(Programs.Host.class, broker(), queue, "doomed")) {
      awaitFile(JobsTasks.begun(wanted));
      doomed.handle().destroyForcibly();
      doomed.handle().onExit().join();
    }
    Files.createFile(wanted);
    startHost(2);

    assertThat(follow(job)).hasSize(3).allMatch(JobResult::isSuccess);
  }

  @Test
  void theLimitShouldBeLoweredAndRaisedWhileItHolds() throws Exception {
    limits.concurrency(4);
    startHost(2);
    startHost(2);
    Job job = staying(options(), 300, 60);
    awaitDone(job, 20);

    limits.concurrency(1);
    long lowered = System.currentTimeMillis() + SETTLED_MILLIS;
    await().atMost(SOON).until(() -> System.currentTimeMillis() > lowered + 1_500);
    long raising = System.currentTimeMillis();
    limits.concurrency(3);

    List<Seen> all = seen(follow(job));
    assertThat(all).hasSize(300);
    assertThat(most(all)).isBetween(3L, 4L);
    List<Seen> between =
        all.stream().filter(it -> it.startedAt() > lowered && it.startedAt() < raising).toList();
    assertThat(between).as("those that began under the lower limit").isNotEmpty();
    assertThat(most(between)).isEqualTo(1);
    List<Seen> after = all.stream().filter(it -> it.startedAt() > raising).toList();
    assertThat(most(after)).isBetween(2L, 3L);
  }

  @Test
  void aLiftedLimitShouldHoldUpNobody() throws Exception {
    limits.concurrency(1);
    startHost(2);
    Path wanted = Path.of(file("wanted"));
    Job first = waiting(wanted.toString());
    awaitFile(JobsTasks.begun(wanted));
    Job second = staying(options(), 3, 1);

    limits.lift();

    assertThat(follow(second)).hasSize(3);
    assertThat(limits.list()).isEmpty();
    Files.createFile(wanted);
    assertThat(follow(first)).allMatch(JobResult::isSuccess);
  }

  @Test
  void noMoreThanTheRateShouldStartInAnyPeriodAndHardlyFewer() throws Exception {
    int rate = 10;
    startHost(2);
    startHost(2);
    follow(staying(options(), 40, 5)); // The first call of a process has classes to load.
    limits.rate(rate, period());

    List<Seen> all = seen(follow(staying(options(), 4 * rate, 5)));

    List<Long> starts = all.stream().map(Seen::startedAt).sorted().toList();
    long period = period().toMillis();
    for (int i = 0; i + rate < starts.size(); i++) {
      assertThat(starts.get(i + rate) - starts.get(i))
          .as("between start %d and the %dth after it", i, rate)
          .isGreaterThan(period - UNEVEN_MILLIS);
    }
    long took = starts.get(starts.size() - 1) - starts.get(0);
    assertThat(took).as("three periods, and what is lost").isLessThan(3 * period * 10 / 8);
  }

  @Test
  void aKeyShouldHoldUpNobodyButItsOwnJobs() throws Exception {
    limits.key(KEY, 1);
    startHost(3);
    Path wanted = Path.of(file("wanted"));
    Job holder =
        mine(
            jobs.submit(
                JobsTasks::waitFor,
                List.of(wanted.toString()).iterator(),
                options().limitKey(KEY).build()));
    awaitFile(JobsTasks.begun(wanted));
    Job keyed = staying(options().limitKey(KEY), 6, 10);

    areSquares(follow(squares(200, options())), 200);

    assertThat(keyed.progress().done()).isZero();
    Files.createFile(wanted);
    List<Seen> all = seen(follow(keyed));
    assertThat(all).hasSize(6);
    assertThat(most(all)).isEqualTo(1);
    assertThat(follow(holder)).allMatch(JobResult::isSuccess);
  }

  @Test
  void aHostThatWaitsForAPermitShouldStopAtOnceAndGiveItsCallBack() throws Exception {
    limits.concurrency(1);
    startHost(1);
    Path wanted = Path.of(file("wanted"));
    Job first = waiting(wanted.toString());
    awaitFile(JobsTasks.begun(wanted));
    WorkerHost second = startHost(builder -> builder.processes(1));
    Job other = staying(options(), 1, 1);
    await().atMost(SOON).until(() -> second.status().busySlots() == 1);

    second.drain();

    assertThat(second.awaitEnd(Duration.ofSeconds(20))).isTrue();
    Files.createFile(wanted);
    assertThat(follow(first)).allMatch(JobResult::isSuccess);
    assertThat(follow(other)).allMatch(JobResult::isSuccess);
  }
}
