package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.memory.MemoryShare;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChildCommandTest {

  private static List<String> command(String classPath, String... jvmOptions) {
    ChildSettings settings =
        new ChildSettings(
            "host",
            classPath,
            List.of(jvmOptions),
            false,
            Optional.empty(),
            new MemoryShare(0, 0),
            line -> {});
    return ChildCommand.of(settings, Path.of("/tmp/progress $HOME"));
  }

  @Test
  void endsWithClassPathMainClassAndProgressFile() {
    List<String> command = command("/a b.jar:/c");

    assertThat(command)
        .endsWith("-cp", "/a b.jar:/c", ChildMain.class.getName(), "/tmp/progress $HOME");
  }

  @Test
  void theUsersOptionsComeBehindOurs() {
    List<String> command = command("/c", "-Xmx1g", "-XX:+UseParallelGC", "-Da=$b;c");

    assertThat(command)
        .containsSubsequence(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "-Da=$b;c",
            "-cp");
  }

  @Test
  void theShellGetsTheCommandAsArgumentsAndReadsNoneOfIt() {
    List<String> command = command("$(exit 1)", "`exit 1`");

    assertThat(command).startsWith("/bin/sh", "-c");
    assertThat(command.get(2)).contains("exec \"$@\"").doesNotContain("exit 1");
    assertThat(command.get(4)).endsWith("/bin/java");
  }
}
