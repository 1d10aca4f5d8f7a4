package dev.warren.subprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.os.Family;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
  void anEmptyEnvironmentKeepsTheMarkOfTheFamily() {
    Map<String, String> variables = new HashMap<>(Map.of(Family.VARIABLE, "mark", "OTHER", "1"));

    Command.of("true").emptyEnv().env("OWN", "2").putInto(variables);

    assertThat(variables).containsOnly(Map.entry(Family.VARIABLE, "mark"), Map.entry("OWN", "2"));
  }

  @Test
  void readingTheOutputLeavesTheCommandAsItWas() throws Exception {
    Command command = Command.of("echo", "text").stdout(Stdio.DEVNULL);

    assertThat(command.checkOutput()).isEqualTo("text\n");

    assertThat(command.stdout()).isEqualTo(Stdio.DEVNULL);
    assertThat(command.run().stdout().bytes()).isEmpty();
  }

  @Test
  void aLongCommandIsCutShortInMessages() {
    assertThatExceptionOfType(CommandStartException.class)
        .isThrownBy(() -> Command.of("true", "x".repeat(200_000)).call())
        .withMessageStartingWith("cannot start true xxx")
        .withMessageContaining("Argument list too long")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
  }

  @Test
  void outputThatDoesNotFitIntoMemoryEndsTheConversation() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream tooMuch =
        new InputStream() {
          @Override
          public int read() {
            throw new OutOfMemoryError("expected");
          }

          @Override
          public int read(byte[] into, int from, int length) {
            return read();
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };

    Conversation conversation =
        new Conversation(
            "test",
            OutputStream.nullOutputStream(),
            new byte[0],
            tooMuch,
            InputStream.nullInputStream());

    assertThat(conversation.end())
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(OutOfMemoryError.class);
    assertThat(closed).isTrue();
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
