package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.task.HostState;
import dev.warren.worker.HostStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The health check of the image, on what a worker host writes. */
class HealthScriptTest {

  @TempDir private Path folder;

  private record Verdict(int code, String text) {}

  private Verdict check(String line, String... options) throws IOException, InterruptedException {
    Path file = folder.resolve("status of a host");
    Files.writeString(file, line);
    return run(file, options);
  }

  private static Verdict run(Path file, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "../docker/health"));
    command.addAll(List.of(options));
    command.add(file.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Verdict(process.waitFor(), said.strip());
  }

  private static String line(HostState state, Duration inState, String reason, Duration silence) {
    Instant now = Instant.now();
    HostStatus status = new HostStatus(state, now.minus(inState), reason, 4, 3, 1_000, 2);
    return StatusFile.line(status, now.minus(silence));
  }

  private static String fresh(HostState state, String reason) {
    return line(state, Duration.ofDays(1), reason, Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({"IDLE,idle", "BUSY,busy: 3 of 4 slots", "DRAINING,draining"})
  void hostsThatWorkAreHealthyForHoweverLong(HostState state, String text) throws Exception {
    assertThat(check(fresh(state, ""))).isEqualTo(new Verdict(0, text));
    assertThat(check(fresh(state, ""), "--live")).isEqualTo(new Verdict(0, text));
  }

  @Test
  void aWedgedHostIsNotAndSaysWhy() throws Exception {
    String line = fresh(HostState.WEDGED, "slot 2: its \"child\", {in} C:\\x, is beyond control");
    for (String[] options : new String[][] {{}, {"--live"}}) {
      assertThat(check(line, options).code()).isEqualTo(1);
      assertThat(check(line, options).text())
          .startsWith("wedged: slot 2: its ")
          .endsWith(", is beyond control");
    }
  }

  @Test
  void connectingIsNotHealthyForLongButNothingToRestartFor() throws Exception {
    Duration moment = Duration.ofSeconds(10);
    String brief = line(HostState.CONNECTING, moment, "no route", Duration.ZERO);
    String lasting = line(HostState.CONNECTING, moment.multipliedBy(10), "no route", Duration.ZERO);

    assertThat(check(brief).code()).isZero();
    assertThat(check(lasting).code()).isEqualTo(1);
    assertThat(check(lasting).text()).matches("connecting for 10[01] s: no route");
    assertThat(check(lasting, "--live").code()).isZero();
  }

  @Test
  void aHostThatSaysNothingIsWedged() throws Exception {
    Verdict verdict =
        check(line(HostState.IDLE, Duration.ofDays(1), "", Duration.ofSeconds(40)), "--live");

    assertThat(verdict.code()).isEqualTo(1);
    assertThat(verdict.text()).matches("wedged: the worker host has said nothing for 4[01] s");
  }

  @Test
  void noFileAndOthersFilesAreWedged() throws Exception {
    assertThat(run(folder.resolve("none")).code()).isEqualTo(1);
    assertThat(run(folder.resolve("none")).text()).startsWith("wedged: there is no ");
    for (String each : List.of("", "{}", "\n\n", "{\"written\":1e9,\"since\":1}", "$(exit 0)\n")) {
      assertThat(check(each))
          .extracting(Verdict::code, Verdict::text)
          .satisfies(it -> assertThat(it.get(0)).isEqualTo(1))
          .satisfies(
              it -> assertThat((String) it.get(1)).endsWith(" is not what a worker host writes"));
    }
  }
}
