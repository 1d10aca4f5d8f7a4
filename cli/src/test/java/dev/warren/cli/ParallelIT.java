package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code warren parallel} as a process of its own: what it runs. */
@Timeout(180)
class ParallelIT extends ParallelFixture {

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
  void inputShouldBeReadAsItIsNeeded() throws Exception {
    try (WarrenProcess parallel = parallel("-j1", "echo")) {
      parallel.stdin().write("a\n".getBytes(StandardCharsets.UTF_8));
      parallel.stdin().flush();
      parallel.awaitOut("a\n");

      parallel.stdin().close();
      assertThat(parallel.exitCode()).isZero();
    }
  }
}
