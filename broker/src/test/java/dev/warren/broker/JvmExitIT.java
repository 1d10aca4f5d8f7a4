package dev.warren.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the broker does to the life of the JVM that it is in, and what it prints there. */
class JvmExitIT {

  @Test
  void jvmShouldExitWhenMainReturnsAndPrintNothing() throws Exception {
    JvmRun run = JvmRun.of(JvmPrograms.ReturnsFromMain.class);
    assertThat(run.output()).containsExactly("returning");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void twoBrokersShouldNotWaitForEachOther() throws Exception {
    JvmRun run = JvmRun.of(JvmPrograms.LeavesTwoBrokers.class);
    assertThat(run.output()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void failureOfMainShouldStillBeTheExitCode() throws Exception {
    JvmRun run = JvmRun.of(JvmPrograms.MainThrows.class);
    assertThat(run.output()).anyMatch(line -> line.contains("main failed"));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void brokerShouldServeUntilTheLastUserThreadEnds() throws Exception {
    JvmRun run = JvmRun.of(JvmPrograms.ThreadGoesOn.class);
    assertThat(run.output())
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "round " + i).toList());
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void brokerShouldServeWhileThreadsTakeTurns() throws Exception {
    JvmRun run = JvmRun.of(JvmPrograms.ThreadsTakeTurns.class);
    assertThat(run.output()).containsExactly("last turn");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void shutdownHookShouldStillReachTheBroker() throws Exception {
    JvmRun run = JvmRun.of(JvmPrograms.ExitsWithHook.class);
    assertThat(run.output()).containsExactly("from the hook", "closed");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void failingHousekeepingShouldBeLoggedAndNotHaltTheJvm() throws Exception {
    JvmRun run = JvmRun.of(JvmPrograms.HousekeepingFails.class);
    assertThat(run.output())
        .contains("goes on: true", "alive")
        .anyMatch(line -> line.contains("ERROR dev.warren.broker"))
        .anyMatch(line -> line.contains("seeded failure"));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void fullQueueShouldHoldThePublisherBackAndLoseNothing() throws Exception {
    JvmRun run = JvmRun.of(JvmPrograms.FloodsAQueue.class, "-XX:MaxDirectMemorySize=64m");
    assertThat(run.output()).containsExactly("publisher held back: true", "all received: true");
    assertThat(run.exitCode()).isZero();
  }
}
