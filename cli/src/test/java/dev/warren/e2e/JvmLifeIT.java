package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool means for the life of the JVM that it is in. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JvmLifeIT {

  @Test
  void childrenShouldEndWhenTheirProducerIsKilled() throws Exception {
    try (JavaProgram program = JavaProgram.start(Programs.BusyPool.class)) {
      long[] pids =
          Stream.of(program.awaitLine("children ").split(" ")).mapToLong(Long::parseLong).toArray();
      assertThat(pids).hasSize(2);
      program.kill();
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () -> {
                for (long pid : pids) {
                  Optional<ProcessHandle> child = ProcessHandle.of(pid);
                  assertThat(child.isPresent() && child.get().isAlive()).isFalse();
                }
              });
    }
  }

  @Test
  void aPoolThatIsNeverClosedShouldNotKeepTheJvmAlive() throws Exception {
    try (JavaProgram program = JavaProgram.start(Programs.NeverClosed.class)) {
      assertThat(program.awaitLine("result ")).isEqualTo("49");
      assertThat(program.awaitExit()).isZero();
      program.awaitLineWith("a pool was never closed");
    }
  }

  @Test
  void aClosedPoolShouldFinishItsWorkAfterMainHasReturned() throws Exception {
    try (JavaProgram program = JavaProgram.start(Programs.ClosedAndLeft.class)) {
      program.awaitLine("main returns");
      for (int i = 0; i < 50; i++) {
        program.awaitLine("done ");
      }
      assertThat(program.awaitExit()).isZero();
    }
  }

  @Test
  void anImapThatWasLeftHalfWayShouldNotKeepTheJvmAlive() throws Exception {
    try (JavaProgram program = JavaProgram.start(Programs.LeftHalfWay.class)) {
      assertThat(program.awaitLine("result ")).isEqualTo("1");
      assertThat(program.awaitExit()).isZero();
    }
  }
}
