package dev.warren.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command is, before it is started. */
class CommandTest {

  @TempDir Path folder;

  @Test
  void badSettingsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of());
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("").call());
    Command command = Command.of("true");
    assertThatIllegalArgumentException().isThrownBy(() -> command.stdin(Stdio.STDOUT));
    assertThatIllegalArgumentException().isThrownBy(() -> command.stdout(Stdio.STDOUT));
    assertThatIllegalArgumentException().isThrownBy(() -> command.stdin(Stdio.append(folder)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> command.timeout(Duration.ZERO))
        .withMessageContaining("more than 0 s");
  }

  @Test
  void javaProgramsRunWithThisJavaAndItsClassPath() {
    Command command = Command.java("dev.acme.Main", List.of("a b"));

    assertThat(command).hasToString("java dev.acme.Main 'a b'");
    assertThat(command.localArgs())
        .containsExactly(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.acme.Main",
            "a b");
  }
}
