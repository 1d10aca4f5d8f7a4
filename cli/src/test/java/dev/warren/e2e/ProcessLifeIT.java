package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.e2e.ProcessPrograms.Exits;
import dev.warren.e2e.ProcessPrograms.Returns;
import dev.warren.e2e.ProcessPrograms.Stays;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the end of a process means for its children. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessLifeIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private JavaProgram start(Class<?> main, String kind) throws Exception {
    return JavaProgram.start(main, folder.resolve("end").toString(), kind);
  }

  private static ProcessHandle child(JavaProgram program) throws Exception {
    return ProcessHandle.of(Long.parseLong(program.awaitLine("child "))).orElseThrow();
  }

  @Test
  void aParentShouldWaitForItsChildrenAtItsNormalEnd() throws Exception {
    try (JavaProgram program = start(Returns.class, "child")) {
      program.awaitLine("main returns");
      ProcessHandle child = child(program);
      Files.createFile(folder.resolve("end"));

      program.awaitLine("child ends");
      assertThat(program.awaitExit()).isZero();
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void aParentThatExitsShouldWaitForItsChildrenToo() throws Exception {
    try (JavaProgram program = start(Exits.class, "child")) {
      child(program);
      Files.createFile(folder.resolve("end"));

      program.awaitLine("child ends");
      assertThat(program.awaitExit()).isEqualTo(5);
    }
  }

  @Test
  void daemonsShouldEndWithMain() throws Exception {
    try (JavaProgram program = start(Returns.class, "daemon")) {
      assertThat(program.awaitExit()).isZero();
    }
  }

  @Test
  void daemonsShouldEndWithAParentThatIsKilled() throws Exception {
    try (JavaProgram program = start(Stays.class, "daemon")) {
      ProcessHandle child = child(program);

      program.kill();

      assertThat(child.onExit()).succeedsWithin(SOON);
    }
  }

  @Test
  void othersShouldOutliveAParentThatIsKilled() throws Exception {
    try (JavaProgram program = start(Stays.class, "child")) {
      ProcessHandle child = child(program);

      program.kill();
      program.awaitExit();
      assertThat(child.isAlive()).isTrue();
      Files.createFile(folder.resolve("end"));

      assertThat(child.onExit()).succeedsWithin(SOON);
    }
  }
}
