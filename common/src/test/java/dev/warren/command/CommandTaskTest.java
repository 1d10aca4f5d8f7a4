package dev.warren.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.ValueCodec;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandTaskTest {

  @TempDir private Path folder;

  private static CommandFailedException failing(String line) {
    return catchThrowableOfType(CommandFailedException.class, () -> CommandTask.run(line));
  }

  /** As it comes out of a job. */
  private static CommandRecord travelled(CommandFailedException failure) {
    return CommandRecord.of(new Outcome.Failed(0, Failure.of(failure))).orElseThrow();
  }

  @Test
  void whatACommandHasWrittenShouldBeItsRecord() throws Exception {
    CommandRecord record = CommandTask.run("echo out; echo err >&2; cat");

    assertThat(record).isEqualTo(new CommandRecord(0, "out\n", false, 0, "err\n"));
    byte[] json = ValueCodec.of(CommandRecord.class).write(record);
    assertThat(CommandRecord.of(new Outcome.Succeeded(0, json))).contains(record);
    assertThat(record.output()).asString().isEqualTo("out\n");
  }

  @Test
  void anotherExitCodeShouldFailTheCallWithTheWholeRecord() {
    CommandFailedException failure = failing("echo half; echo first >&2; echo last >&2; exit 3");

    assertThat(failure).hasMessage("exit code 3: last");
    assertThat(travelled(failure))
        .isEqualTo(new CommandRecord(3, "half\n", false, 0, "first\nlast\n"));
    assertThat(failing("exit 7")).hasMessage("exit code 7");
    assertThat(failing("kill -9 $$")).hasMessage("exit code 137");
    assertThat(CommandRecord.of(new Outcome.Failed(0, Failure.of(new IllegalStateException()))))
        .isEmpty();
    assertThat(CommandRecord.of(new Outcome.Cancelled(0, false))).isEmpty();
  }

  @Test
  void bytesThatAreNoTextShouldComeOutUnchanged() throws Exception {
    CommandRecord record = CommandTask.run("printf '\\377\\000\\001'");

    assertThat(record.base64()).isTrue();
    assertThat(record.output()).containsExactly(255, 0, 1);
  }

  @Test
  void ofLongOutputsTheBeginningAndTheEndOfTheErrorsShouldBeKept() throws Exception {
    CommandRecord record =
        CommandTask.run(
            "yes 1234567 | head -c 3000000; yes abcdefg | head -c 300000 >&2; echo end >&2");

    assertThat(record.output()).hasSize(CommandTask.MOST_OUTPUT);
    assertThat(record.stdout()).startsWith("1234567\n");
    assertThat(record.cut()).isEqualTo(3_000_000 - CommandTask.MOST_OUTPUT);
    assertThat(record.stderr())
        .startsWith("(" + (300_004 - CommandTask.MOST_ERRORS) + " bytes before this were cut)\n")
        .endsWith("abcdefg\nend\n");
  }

  @Test
  void aCharacterShouldNotBeCutInTwo() throws Exception {
    CommandRecord record = CommandTask.run("printf x; yes \u00fc | tr -d '\\n' | head -c 3000001");

    assertThat(record.base64()).isFalse();
    assertThat(record.stdout()).startsWith("x\u00fc").endsWith("\u00fc").doesNotContain("\ufffd");
    assertThat(record.cut() + record.output().length).isEqualTo(3_000_002);
    assertThat(record.output()).hasSize(CommandTask.MOST_OUTPUT - 1);
  }

  @Test
  void theRecordOfAFailureShouldFitIntoItWhateverIsWritten() {
    CommandFailedException failure =
        failing("yes '\001' | head -c 200000; yes '\002' | head -c 200000 >&2; exit 1");

    CommandRecord record = travelled(failure);
    assertThat(new String(record.json(), StandardCharsets.UTF_8))
        .hasSizeBetween(20_000, Failure.MAX_MESSAGE);
    assertThat(record.exitCode()).isEqualTo(1);
    assertThat(record.cut()).isEqualTo(200_000 - record.output().length);
  }

  @Test
  void aDescendantThatHoldsTheOutputShouldNotHoldUpTheCall() throws Exception {
    CommandRecord record = CommandTask.run("sleep 300 & echo $!");

    long pid = Long.parseLong(record.stdout().strip());
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  @Test
  void anInterruptShouldKillTheCommandWithAllThatItHasStarted() throws Exception {
    List<ProcessHandle> started = started(Thread::interrupt);

    assertThat(started).hasSize(2);
  }

  @Test
  void allThatRunShouldBeKilledWhenTheHostHasGone() throws Exception {
    List<ProcessHandle> started = started(thread -> CommandTask.killAll());

    assertThat(started).hasSize(2);
  }

  private interface End {
    void of(Thread task);
  }

  /** Runs a command that would never end until its end, which all that it started has to share. */
  private List<ProcessHandle> started(End end) throws Exception {
    Path pids = folder.resolve("pids");
    String line = "setsid sleep 600 & echo $! $$ >" + pids + ".new; mv " + pids + ".new " + pids;
    Thread task =
        new Thread(
            () ->
                assertThatThrownBy(() -> CommandTask.run(line + "; wait"))
                    .isInstanceOfAny(InterruptedException.class, CommandFailedException.class));
    task.start();
    await().until(() -> Files.exists(pids));
    List<ProcessHandle> all =
        List.of(Files.readString(pids).strip().split(" ")).stream()
            .map(each -> ProcessHandle.of(Long.parseLong(each)).orElseThrow())
            .toList();
    try {
      end.of(task);
      task.join(Duration.ofSeconds(20).toMillis());
      assertThat(task.isAlive()).isFalse();
      await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
    }
    return all;
  }
}
