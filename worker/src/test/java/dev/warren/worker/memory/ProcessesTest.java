package dev.warren.worker.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProcessesTest {

  private static final long MIB = 1024 * 1024;

  @BeforeEach
  void onLinux() {
    assumeThat(Processes.areVisible())
        .as("by design: only Linux tells how large a process is")
        .isTrue();
  }

  @Test
  void thisProcessIsAsLargeAsAJvm() {
    assertThat(Processes.resident(ProcessHandle.current().pid())).isBetween(20 * MIB, 4096 * MIB);
  }

  @Test
  void whatHasEndedHasNothing() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    assertThat(ended.waitFor(10, TimeUnit.SECONDS)).isTrue();

    assertThat(Processes.resident(ended.pid())).isZero();
  }

  @Test
  void descendantsCount() throws IOException {
    Process shell = new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & echo started; wait").start();
    try {
      assertThat(shell.inputReader().readLine()).isEqualTo("started");
      Map<Long, List<Long>> children = Processes.children();

      assertThat(children.get(ProcessHandle.current().pid())).contains(shell.pid());
      assertThat(children.get(shell.pid())).hasSize(1);
      long sleep = children.get(shell.pid()).get(0);
      // Until it sleeps, it grows between the two looks.
      await()
          .untilAsserted(
              () ->
                  assertThat(Processes.residentBelow(shell.pid(), children))
                      .isPositive()
                      .isEqualTo(Processes.resident(sleep)));
      assertThat(Processes.residentBelow(ProcessHandle.current().pid(), children))
          .isGreaterThan(Processes.residentBelow(shell.pid(), children));
    } finally {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      shell.destroyForcibly();
    }
  }

  @Test
  void theKernelsKillsAreCounted() {
    assertThat(new KernelKills().happened()).isFalse();
    assertThat(Processes.endedByKernel()).isNotNegative();
  }
}
