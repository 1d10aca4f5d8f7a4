package dev.warren.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.os.Family;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a host is killed. */
@Timeout(30)
class GuardTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final Family family = new Family();

  private Process start(String... args) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(args);
    family.putInto(builder.environment());
    return builder.start();
  }

  @Test
  void allWithTheMarkEndsWithTheHost() throws Exception {
    Process shell = start("sh", "-c", "setsid sleep 100 & echo $!; exec sleep 100");
    Process other = new ProcessBuilder("sleep", "100").start();
    BufferedReader lines = shell.inputReader();
    ProcessHandle orphan = ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow();

    Guard.start(family).close();

    assertThat(shell.onExit()).succeedsWithin(SOON);
    assertThat(orphan.onExit()).succeedsWithin(SOON);
    assertThat(other.isAlive()).isTrue();
    other.destroyForcibly();
  }

  @Test
  void whatHasThrownItsMarkAwayEndsTooIfItStillRuns() throws Exception {
    Process bare = start("env", "-i", "sleep", "100");
    Process done = start("env", "-i", "sleep", "100");
    Guard guard = Guard.start(family);
    guard.started(bare.pid());
    guard.started(done.pid());
    guard.ended(done.pid());

    guard.close();

    assertThat(bare.onExit()).succeedsWithin(SOON);
    assertThat(done.isAlive()).isTrue();
    done.destroyForcibly();
  }
}
