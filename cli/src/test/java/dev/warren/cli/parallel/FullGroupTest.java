package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.cli.parallel.OutputSettings.Grouping;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands with as many arguments as fit are really started. */
@Timeout(60)
class FullGroupTest {

  private static final InputFormat LINES = new InputFormat((byte) '\n', Optional.empty(), false);
  private static final RunListener SILENT =
      new RunListener() {
        @Override
        public void ended() {}

        @Override
        public void note(String message) {}
      };

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Here, but with lines as they are for worker hosts. */
  private static final class InAscii implements Launcher {
    @Override
    public Popen start(Command command) {
      return command.start();
    }

    @Override
    public String carried(String octets) {
      return Octets.ascii(octets);
    }
  }

  private List<String> printed(
      String command, boolean repeats, TransferSettings files, List<String> arguments)
      throws Exception {
    RunSettings settings =
        new RunSettings(
            Template.ofCommand(List.of(command), "{}", false),
            repeats,
            1,
            1,
            Optional.empty(),
            Duration.ZERO,
            HaltRule.NEVER,
            false,
            RunSettings.SHELL,
            files);
    byte[] lines = String.join("\n", arguments).getBytes(StandardCharsets.UTF_8);
    ParallelRun run =
        new ParallelRun(
            new InputSettings(List.of(), LINES, InputSettings.AS_MANY_AS_FIT, false),
            settings,
            new OutputSettings(Grouping.COMMANDS, true, Optional.empty(), Optional.empty()),
            new RunContext(
                new ByteArrayInputStream(lines),
                out,
                err,
                new InAscii(),
                Optional.empty(),
                SILENT));

    int failed = run.run();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(failed).isZero();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<String> arguments(String text) {
    return IntStream.range(0, 20_000).mapToObj(i -> text + i).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "it's", "", "\u00e9\u6f22", "a b", "100%"})
  void everyArgumentShouldArriveInFullCommands(String text) throws Exception {
    List<String> all = arguments(text);

    assertThat(printed("printf '%s\\n'", false, TransferSettings.NONE, all)).isEqualTo(all);
  }

  @Test
  void repeatedWordsShouldCountWithAllThatIsInThem() throws Exception {
    List<String> all = arguments("it's \u00e9");
    String command = "printf '%.0s%.0s%s\\n' {}-{} a-much-longer-word-{.} {}";

    assertThat(printed(command, true, TransferSettings.NONE, all)).hasSize(20_000);
  }

  @Test
  void lineShouldBeShortEnoughForFilesToTravelWithIt() throws Exception {
    List<String> all = arguments("it's");
    TransferSettings files =
        new TransferSettings(List.of(), List.of(Template.of("target/made", "{}")), true);

    assertThat(printed("mkdir -p target; :>target/made; printf '%s\\n' {}", false, files, all))
        .isEqualTo(all);
  }
}
