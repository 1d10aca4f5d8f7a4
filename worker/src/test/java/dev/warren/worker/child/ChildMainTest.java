package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.worker.memory.MemoryShare;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child process on the bare pipes, without a host that knows it. */
@Timeout(60)
class ChildMainTest {

  private Process process;
  private Path progressFile;
  private FrameWriter writer;
  private FrameReader reader;

  @BeforeEach
  void start() throws IOException {
    progressFile = ProgressCell.createFile();
    ChildSettings settings =
        new ChildSettings(
            "host",
            System.getProperty("java.class.path"),
            List.of(),
            true,
            Optional.empty(),
            new MemoryShare(0, 0),
            line -> {});
    process =
        new ProcessBuilder(ChildCommand.of(settings, progressFile))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    writer = new FrameWriter(process.getOutputStream());
    reader = new FrameReader(process.getInputStream());
    writer.write(Frame.Type.START, 0, new StartOrder("host", true, "", Frame.EMPTY).encode());
    assertThat(reader.read().type()).isEqualTo(Frame.Type.READY);
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void endsItselfInTheMiddleOfATaskWhenItsHostIsGone() throws Exception {
    CallWriter calls = new CallWriter();
    calls.add(1);
    TaskName sleep = new TaskName(SampleTasks.class.getName(), "sleep", "");
    byte[] batch = BatchCodec.encode(calls.toBatch(1, sleep, Terms.ofDefaults(), new byte[0]));
    writer.write(Frame.Type.BATCH, 0, batch);
    // A heartbeat shows that it goes on while the task runs.
    assertThat(reader.read().type()).isEqualTo(Frame.Type.HEARTBEAT);

    process.getOutputStream().close();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ChildMain.ORPHANED);
  }

  @Test
  void endsItselfWhenItsHostNoLongerSpeaksTheProtocol() throws Exception {
    process.getOutputStream().write(new byte[] {0, 0, 0, 5, '?', 0, 0, 0, 0});
    process.getOutputStream().flush();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ChildMain.ORPHANED);
  }

  @Test
  void leavesNoFileBehindEvenIfItsHostIsKilled() {
    assertThat(progressFile).doesNotExist();
  }
}
