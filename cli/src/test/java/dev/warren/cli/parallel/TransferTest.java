package dev.warren.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.cli.parallel.JobLog.Resume;
import dev.warren.cli.parallel.OutputSettings.Grouping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that go with a command and come back, with a host that is this machine. */
@Timeout(60)
class TransferTest {

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

  @TempDir private Path folder;

  /** Files travel by names under the current folder. */
  private Path here;

  @BeforeEach
  void makeFolder() throws IOException {
    here = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "transfer");
  }

  @AfterEach
  void removeFolder() throws IOException {
    for (String each : List.of("file", "sent")) {
      Files.deleteIfExists(here.resolve(each));
    }
    Files.delete(here);
  }

  private int run(String command, String sent, String returned, byte... input)
      throws IOException, InterruptedException {
    RunSettings settings =
        new RunSettings(
            Template.ofCommand(List.of(command), "{}", false),
            false,
            1,
            1,
            Optional.empty(),
            Duration.ZERO,
            HaltRule.NEVER,
            false,
            RunSettings.SHELL,
            new TransferSettings(templates(sent), templates(returned), true));
    try (JobLog log = JobLog.open(folder.resolve("log"), Resume.NO)) {
      return new ParallelRun(
              new InputSettings(List.of(), LINES, InputSettings.LINE, false),
              settings,
              new OutputSettings(Grouping.COMMANDS, true, Optional.empty(), Optional.empty()),
              new RunContext(
                  new ByteArrayInputStream(input),
                  out,
                  err,
                  new LocalLauncher(),
                  Optional.of(log),
                  SILENT))
          .run();
    }
  }

  private static List<Template> templates(String name) {
    return name.isEmpty() ? List.of() : List.of(Template.of(name, "{}"));
  }

  private static byte[] line(String argument) {
    return Octets.bytes(argument + "\n");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void fileShouldGoAndComeBack() throws Exception {
    Files.writeString(here.resolve("sent"), "x");

    String command = "cd " + here + " && cat sent sent >file; printf out; :";
    assertThat(run(command, here + "/sent", here + "/file", line("x"))).isZero();
    assertThat(here.resolve("file")).hasContent("xx");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("out");
    assertThat(err()).isEmpty();
  }

  @Test
  void fileThatCannotBePackedShouldFailItsCommandAndNoOther() throws Exception {
    Files.writeString(here.resolve("sent"), "x");
    byte[] names = line(here + "/no\u00ff\n" + here + "/sent");

    assertThat(run("echo", "{}", "", names)).isEqualTo(1);
    assertThat(err()).contains("warren: not all files could be sent: " + here + "/no");
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith(here + "/sent\n");
    assertThat(Files.readAllLines(folder.resolve("log"), StandardCharsets.ISO_8859_1))
        .satisfiesExactly(
            header -> assertThat(header).startsWith("Seq"),
            first -> assertThat(first).contains("\t1\t0\techo"),
            second -> assertThat(second).contains("\t0\t0\techo"));
  }

  @Test
  void fileThatCannotBePutHereShouldLeaveTheOutputAndFailItsCommand() throws Exception {
    Files.writeString(here.resolve("file"), "no folder");
    String made = here + "/file/x";
    String command = "mkdir -p " + here + "/file; :>" + made + "; echo out; printf err >&2; :";

    assertThat(run(command, "", made, line(""))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("out\n");
    assertThat(err()).isEqualTo("err\nwarren: not all files could be put here: " + made + "\n");
    assertThat(folder.resolve("log")).content().contains("\t1\t0\tmkdir");
  }

  @Test
  void partOfAnArchiveShouldNotBeOutput() throws Exception {
    Parcel parcel =
        new Parcel(
            new TransferSettings(List.of(), templates("back"), true),
            new Segment.Filling(List.of(), 1, 1));
    Path file = folder.resolve("out");
    Files.writeString(file, "out\n" + Octets.of(parcel.mark(), 0, parcel.mark().length) + "arch");
    Path empty = Files.createFile(folder.resolve("err"));
    try (ReturnCapture capture =
        new ReturnCapture(new FileCapture(file, empty, true, ""), parcel)) {
      capture.started(FakePopen.ended(0));
      capture.takeFiles(false);
      capture.ended().stdout().writeTo(out);
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("out\n");
  }
}
