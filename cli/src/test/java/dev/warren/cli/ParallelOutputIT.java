package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code warren parallel} prints and keeps of the output of its commands. */
@Timeout(180)
class ParallelOutputIT extends ParallelFixture {

  @Test
  void outputsShouldNotMix() throws Exception {
    String noisy = "for i in 1 2 3 4 5 6 7 8 9; do echo {}; sleep 0.01; done";

    List<String> lines = out(0, "-j4", noisy, ":::", "a", "b", "c", "d").lines().toList();
    assertThat(lines).hasSize(36);
    for (int i = 0; i < lines.size(); i += 9) {
      assertThat(lines.subList(i, i + 9)).containsOnly(lines.get(i));
    }
  }

  @Test
  void standardErrorShouldComeOnStandardError() throws Exception {
    try (WarrenProcess parallel = parallel("--tag", "echo {}; echo e >&2", ":::", "a")) {
      assertThat(parallel.exitCode()).isZero();
      assertThat(parallel.out()).isEqualTo("a\ta\n");
      assertThat(parallel.err()).isEqualTo("a\te\n");
    }
  }

  @Test
  void largeOutputShouldBeGroupedToo() throws Exception {
    String command = "head -c 3000000 /dev/zero | tr '\\0' {}; echo";

    assertThat(out(0, "-k", "-j2", command, ":::", "a", "b"))
        .isEqualTo("a".repeat(3_000_000) + "\n" + "b".repeat(3_000_000) + "\n");
  }

  @Test
  void linesShouldComeWhileTheCommandRuns() throws Exception {
    Path go = folder.resolve("go");
    String command = "echo first; while [ ! -e " + go + " ]; do sleep 0.05; done; printf last";

    for (String option : List.of("--line-buffer", "--ungroup")) {
      Files.deleteIfExists(go);
      try (WarrenProcess parallel = parallel(option, command, ":::", "")) {
        parallel.awaitOut("first\n");
        Files.writeString(go, "");

        assertThat(parallel.exitCode()).isZero();
        assertThat(parallel.out()).isEqualTo("first\nlast");
      }
    }
  }

  @Test
  void whatRunsOnInTheBackgroundShouldHoldNobodyUp() throws Exception {
    long start = System.nanoTime();

    assertThat(out(0, "sleep 60 & echo $!", ":::", ""))
        .satisfies(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).get().destroy());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void resultsShouldStay() throws Exception {
    Path results = folder.resolve("r");

    assertThat(out(0, "--results", results.toString(), "echo {}", ":::", "a/b", ":::", "c"))
        .isEqualTo("a/b c\n");
    Path kept = results.resolve("1/a\\_b/2/c");
    assertThat(kept.resolve("stdout")).hasContent("a/b c\n");
    assertThat(kept.resolve("stderr")).isEmptyFile();
    assertThat(kept.resolve("seq")).hasContent("1");
  }

  @Test
  void readerThatLeavesShouldEndItQuietly() throws Exception {
    try (WarrenProcess parallel =
        WarrenProcess.startUnread("parallel", "-j1", "echo {}; sleep 0.1", ":::", "x", "y", "z")) {
      assertThat(parallel.stdout().read()).isEqualTo('x');
      parallel.stdout().close();

      assertThat(parallel.exitCode()).isEqualTo(Exit.BROKEN_PIPE);
      assertThat(parallel.err()).isEmpty();
    }
  }

  @Test
  void nothingShouldBeLeftInTheTemporaryFolder() throws Exception {
    try (WarrenProcess parallel =
        parallel(Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + folder), "echo", ":::", "a")) {
      assertThat(parallel.exitCode()).isZero();
      assertThat(parallel.out()).isEqualTo("a\n");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
