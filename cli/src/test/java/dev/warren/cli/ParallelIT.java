package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code warren parallel} as a process of its own. */
@Timeout(180)
class ParallelIT {

  /** What shells, charsets and separators trip over. */
  private static final List<String> NASTY =
      List.of(
          "a b",
          " lead",
          "it's",
          "\"quoted\"",
          "$(touch pwned)",
          "`touch pwned`",
          ";touch pwned",
          "a\nb",
          "end\n",
          "\n",
          "",
          "\t",
          "*",
          "~",
          "-n",
          "--",
          "\\",
          "\\n",
          "%s",
          "#",
          "!x",
          "&",
          "|",
          "<in",
          ">out",
          "{a,b}",
          "$HOME",
          "é ü 漢字 🎉",
          "\u0001\u007f");

  @TempDir private Path folder;

  private static String numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  private static WarrenProcess parallel(String... args) throws IOException {
    return parallel(Map.of(), args);
  }

  private static WarrenProcess parallel(Map<String, String> env, String... args)
      throws IOException {
    return WarrenProcess.start(
        env, Stream.concat(Stream.of("parallel"), Stream.of(args)).toArray(String[]::new));
  }

  /** Runs it to its end, which must be that exit code, without a word on standard error. */
  private static String out(int code, String... args) throws Exception {
    try (WarrenProcess parallel = parallel(args).input("")) {
      assertThat(parallel.exitCode()).describedAs(parallel.errSoFar()).isEqualTo(code);
      assertThat(parallel.err()).isEmpty();
      return parallel.out();
    }
  }

  @Test
  void thousandLinesShouldComeInTheOrderOfTheInput() throws Exception {
    try (WarrenProcess parallel = parallel("-k", "-j8", "echo", "{}").input(numbers(1_000))) {
      assertThat(parallel.out()).isEqualTo(numbers(1_000));
      assertThat(parallel.exitCode()).isZero();
    }
  }

  @Test
  void quickestWayToStartProcessesShouldBringNoWarning() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Djdk.lang.Process.launchMechanism=VFORK",
                "-jar",
                "target/warren.jar",
                "parallel",
                "echo",
                ":::",
                "started")
            .redirectErrorStream(true)
            .start();

    assertThat(process.inputReader().lines()).containsExactly("started");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void linesOfThePagesShouldDoWhatTheySay() throws Exception {
    assertThat(shown("README.md", "seq 1 100 | "))
        .hasLineCount(100)
        .startsWith("1 squared is 1\n2 squared is 4\n")
        .endsWith("100 squared is 10000\n");
    assertThat(shown("docs/parallel.md", "seq 1000 | ")).isEqualTo(numbers(1_000));
    assertThat(shown("docs/parallel.md", "./warren parallel echo {1}").lines())
        .containsExactlyInAnyOrder("a-1", "a-2", "a-3", "b-1", "b-2", "b-3");
  }

  /** What the only line of a page that begins so prints. */
  private static String shown(String page, String begin) throws Exception {
    List<String> lines =
        Files.readAllLines(Path.of("..").resolve(page)).stream()
            .filter(line -> line.startsWith(begin))
            .toList();
    assertThat(lines).hasSize(1);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String line = lines.get(0).replace("./warren ", "'" + java + "' -jar target/warren.jar ");
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", line)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    shell.getOutputStream().close();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return out;
  }

  @Test
  void nastyArgumentsShouldArriveUnchanged() throws Exception {
    List<String> command = new ArrayList<>(List.of("-k", "printf '%s\\0' {}", ":::"));
    command.addAll(NASTY);

    for (String locale : List.of("C.UTF-8", "C")) {
      Map<String, String> env = Map.of("LC_ALL", locale);
      try (WarrenProcess parallel = parallel(env, command.toArray(String[]::new))) {
        assertThat(parallel.out()).as(locale).isEqualTo(String.join("\0", NASTY) + "\0");
        assertThat(parallel.exitCode()).isZero();
      }
    }
    assertThat(Path.of("pwned")).doesNotExist();
  }

  @Test
  void nastyLinesShouldArriveUnchanged() throws Exception {
    for (String locale : List.of("C.UTF-8", "C")) {
      Map<String, String> env = Map.of("LC_ALL", locale);
      try (WarrenProcess parallel = parallel(env, "-k", "-0", "printf '%s\\0' {}")) {
        parallel.input(String.join("\0", NASTY) + "\0");

        assertThat(parallel.out()).as(locale).isEqualTo(String.join("\0", NASTY) + "\0");
        assertThat(parallel.exitCode()).isZero();
      }
    }
    assertThat(Path.of("pwned")).doesNotExist();
  }

  @Test
  void bytesThatAreNoTextShouldArriveUnchanged() throws Exception {
    Path file = folder.resolve("in");
    Files.write(file, new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b', '\n'});
    Path copy = folder.resolve("out");

    out(0, "printf '%s\\n' {} > " + copy, "::::", file.toString());
    assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void optionsBehindTheCommandShouldBeTheCommands() throws Exception {
    assertThat(out(0, "-k", "echo", "-n", "--help", "{}", "@x", ":::", "a", "b"))
        .isEqualTo("--help a @x--help b @x");
  }

  @Test
  void everyLineShouldBeACommandWhereThereIsNone() throws Exception {
    assertThat(out(0, "-k", ":::", "echo a b", "echo c | tr c d")).isEqualTo("a b\nd\n");
  }

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
  void exitCodeShouldBeTheNumberOfFailures() throws Exception {
    assertThat(out(2, "-k", "exit {}", ":::", "0", "1", "7")).isEmpty();
    try (WarrenProcess parallel = parallel("-j4", "false").input(numbers(102))) {
      assertThat(parallel.exitCode()).isEqualTo(101);
    }
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
  void commandThatTakesTooLongShouldBeKilledWithAllItHasStarted() throws Exception {
    Path pid = folder.resolve("pid");
    Path log = folder.resolve("log");
    String command = "sleep 60 & echo $! >" + pid + "; trap '' TERM; sleep 60; sleep";

    try (WarrenProcess parallel =
        parallel("--timeout", "0.5", "--joblog", log.toString(), command, ":::", "60")) {
      assertThat(parallel.exitCode()).isEqualTo(1);
      assertThat(parallel.err()).startsWith("warren: killed, because it took too long: sleep 60");
    }
    long child = Long.parseLong(Files.readString(pid).strip());
    await().until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(log).content().contains("\t-1\t15\t");
  }

  @Test
  void environmentShouldTellTheJob() throws Exception {
    try (WarrenProcess parallel =
        parallel("echo $PARALLEL_SEQ $PARALLEL_JOBSLOT $PARALLEL_PID; : {}", ":::", "")) {
      assertThat(parallel.exitCode()).isZero();
      assertThat(parallel.out()).isEqualTo("1 1 " + parallel.handle().pid() + "\n");
    }
  }

  @Test
  void shellShouldBeThatOfTheEnvironment() throws Exception {
    Path shell = Files.writeString(folder.resolve("shell"), "#!/bin/sh\necho \"mine: $2\"\n");
    shell.toFile().setExecutable(true);

    try (WarrenProcess parallel =
        parallel(Map.of("PARALLEL_SHELL", shell.toString()), "true", ":::", "a")) {
      assertThat(parallel.out()).isEqualTo("mine: true a\n");
    }
  }

  @Test
  void interruptShouldKillEverything() throws Exception {
    String command = "sleep 60 & sleep 60";
    try (WarrenProcess parallel = parallel("-j3", command, ":::", "1", "2", "3", "4")) {
      await().until(() -> parallel.handle().descendants().count() >= 9);
      List<ProcessHandle> all = parallel.handle().descendants().toList();
      new ProcessBuilder("kill", "-INT", "" + parallel.handle().pid()).start().waitFor();

      assertThat(parallel.exitCode()).isEqualTo(130);
      for (ProcessHandle each : all) {
        each.onExit().join();
      }
    }
  }

  @Test
  void termShouldLetWhatRunsEnd() throws Exception {
    Path go = folder.resolve("go");
    String command = "echo {}; while [ ! -e " + go + " ]; do sleep 0.05; done; echo end";
    try (WarrenProcess parallel = parallel("-j1", command, ":::", "1", "2")) {
      await().until(() -> parallel.handle().descendants().count() >= 1);
      parallel.terminate();
      // How many is not for sure: the command may be there before its start has returned.
      parallel.awaitErr("warren: starts no more commands; waits for ");
      Files.writeString(go, "");

      assertThat(parallel.exitCode()).isEqualTo(143);
      assertThat(parallel.out()).isEqualTo("1\nend\n");
    }
  }

  @Test
  void onlyWhatHadNotEndedShouldRunAfterAKill() throws Exception {
    Path log = folder.resolve("log");
    Path ran = Files.createDirectory(folder.resolve("ran"));
    String input = numbers(200);
    String[] command = {"-j4", "--joblog", log.toString(), "echo x >> " + ran + "/{}; sleep 0.02"};
    try (WarrenProcess parallel = parallel(command).input(input)) {
      await().until(() -> Files.exists(log) && Files.readAllLines(log).size() > 40);
      parallel.handle().destroyForcibly();
      assertThat(parallel.exitCode()).isEqualTo(137);
    }
    List<String> logged = sequences(Files.readString(log));

    List<String> again = new ArrayList<>(List.of(command));
    again.add(0, "--resume");
    try (WarrenProcess parallel = parallel(again.toArray(String[]::new)).input(input)) {
      assertThat(parallel.exitCode()).isZero();
    }
    assertThat(sequences(Files.readString(log))).hasSize(200).doesNotHaveDuplicates();
    List<String> twice = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      int times = Files.readAllLines(ran.resolve("" + i)).size();
      assertThat(times).as("runs of %s", i).isBetween(1, 2);
      if (times == 2) {
        twice.add("" + i);
      }
    }
    assertThat(twice)
        .as("run twice")
        .hasSizeLessThanOrEqualTo(4)
        .doesNotContainAnyElementsOf(logged);
  }

  private static List<String> sequences(String log) {
    return log.substring(0, log.lastIndexOf('\n'))
        .lines()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf('\t')))
        .toList();
  }

  @Test
  void inputShouldBeReadAsItIsNeeded() throws Exception {
    try (WarrenProcess parallel = parallel("-j1", "echo")) {
      parallel.stdin().write("a\n".getBytes(StandardCharsets.UTF_8));
      parallel.stdin().flush();
      parallel.awaitOut("a\n");

      parallel.stdin().close();
      assertThat(parallel.exitCode()).isZero();
    }
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
