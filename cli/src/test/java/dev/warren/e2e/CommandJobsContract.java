package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.command.CommandRecord;
import dev.warren.command.CommandTask;
import dev.warren.job.Job;
import dev.warren.job.JobOptions;
import dev.warren.job.JobResult;
import dev.warren.retry.Backoff;
import dev.warren.retry.RetryPolicy;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs of commands, with real worker hosts, on whichever broker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class CommandJobsContract extends JobsFixture {

  private WorkerHost startCommandHost(int processes) {
    return startHost(builder -> builder.processes(processes).commands(QueueSpec.commands(queue)));
  }

  private Job commands(JobOptions.Builder options, String... lines) throws InterruptedException {
    return mine(jobs.submit(CommandTask::run, List.of(lines).iterator(), options.build()));
  }

  private static List<CommandRecord> records(List<JobResult> results) {
    return results.stream().map(it -> CommandRecord.of(it.outcome()).orElseThrow()).toList();
  }

  @Test
  void eachLineShouldBeACommandAndAnExitCodeAFailure() throws Exception {
    startCommandHost(2);

    List<JobResult> results =
        follow(commands(options(), "echo a; echo b >&2", "echo half; exit 3", "echo c"));

    assertThat(results).extracting(JobResult::isSuccess).containsExactly(true, false, true);
    assertThat(records(results))
        .containsExactly(
            new CommandRecord(0, "a\n", false, 0, "b\n"),
            new CommandRecord(3, "half\n", false, 0, ""),
            new CommandRecord(0, "c\n", false, 0, ""));
    assertThat(results.get(1).errorMessage()).isEqualTo("exit code 3");
  }

  @Test
  void aCommandThatFailsShouldBeTriedAgain() throws Exception {
    startCommandHost(1);
    RetryPolicy retry =
        RetryPolicy.builder()
            .attempts(2)
            .backoff(Backoff.of(Duration.ofMillis(10), Duration.ofMillis(10)))
            .build();
    String there = file("there");

    List<JobResult> results =
        follow(
            commands(
                options().retry(retry),
                "test -e " + there + " || { touch " + there + "; exit 1; }"));

    assertThat(results).extracting(JobResult::isSuccess).containsExactly(true);
  }

  @Test
  void aHostThatRunsNoCommandsShouldRefuseThem() throws Exception {
    startHost(1);
    Path left = folder.resolve("left");

    List<JobResult> results = follow(commands(options(), "touch " + left));

    assertThat(results)
        .singleElement()
        .satisfies(it -> assertThat(it.errorMessage()).contains("runs no commands", "--commands"));
    assertThat(left).doesNotExist();
  }

  @Test
  void aCancelledJobShouldEndItsCommandsWithAllThatTheyHaveStarted() throws Exception {
    startCommandHost(1);
    Job job = commands(options(), endless());
    List<ProcessHandle> started = awaitStarted();

    job.cancel();

    haveEnded(started);
    assertThat(follow(commands(options(), "echo next"))).allMatch(JobResult::isSuccess);
  }

  @Test
  void aCommandThatTakesTooLongShouldEndWithAllThatItHasStarted() throws Exception {
    startCommandHost(1);
    Job job = commands(options().hardLimit(Duration.ofSeconds(3)), endless());
    List<ProcessHandle> started = awaitStarted();

    List<JobResult> results = follow(job);

    assertThat(results.get(0).errorType()).isEqualTo("dev.warren.pool.TaskTimeoutException");
    haveEnded(started);
  }

  @Test
  void aHostThatIsKilledShouldLeaveNoCommandThatRunsElsewhereToo() throws Exception {
    WorkerHost doomed = startCommandHost(1);
    Job job = commands(options(), "test -e " + file("second") + " || { " + endless() + "; }");
    List<ProcessHandle> started = awaitStarted();
    Files.createFile(Path.of(file("second")));

    doomed.kill();

    assertThat(doomed.awaitEnd(SOON)).isTrue();
    haveEnded(started);
    startCommandHost(1);
    assertThat(follow(job)).extracting(JobResult::isSuccess).containsExactly(true);
  }

  /** A command that never ends, and has started another process, in a session of its own. */
  private String endless() {
    String pids = file("pids");
    return "setsid sleep 600 & echo $! $$ >"
        + pids
        + ".new; mv "
        + pids
        + ".new "
        + pids
        + "; wait";
  }

  private List<ProcessHandle> awaitStarted() throws Exception {
    Path pids = Path.of(file("pids"));
    awaitFile(pids);
    List<ProcessHandle> all =
        List.of(Files.readString(pids).strip().split(" ")).stream()
            .flatMap(each -> ProcessHandle.of(Long.parseLong(each)).stream())
            .toList();
    assertThat(all).as("command and descendant").hasSize(2).allMatch(ProcessHandle::isAlive);
    return all;
  }

  private static void haveEnded(List<ProcessHandle> started) {
    try {
      await().atMost(SOON).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
