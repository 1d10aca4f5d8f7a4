package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start script, with a Java that prints its arguments and a Maven that only makes a jar. */
@Timeout(60)
class ScriptTest {

  private static final Path SCRIPT = Path.of("..", "warren");

  @TempDir private Path temp;

  private Path home;
  private Path java;

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void copyTheScript() throws IOException {
    home = Files.createDirectories(temp.resolve("a folder's home"));
    java = temp.resolve("a jdk");
    executable(home.resolve("warren"), Files.readString(SCRIPT));
    executable(
        home.resolve("mvnw"),
        """
        #!/bin/sh
        echo "maven says $*"
        echo built >>builds
        mkdir -p cli/target && : >cli/target/warren.jar
        """);
    fakeJava("17.0.1");
  }

  private void fakeJava(String version) throws IOException {
    executable(java.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.writeString(java.resolve("release"), "A=\"b\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private static void executable(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(Path script, Map<String, String> env, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().remove("JAVA_OPTS");
    builder.environment().put("JAVA_HOME", java.toString());
    builder.environment().putAll(env);
    return builder.start();
  }

  private static Run end(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err);
  }

  private Run run(String... args) throws Exception {
    return end(start(home.resolve("warren"), Map.of(), args));
  }

  @Test
  void argumentsShouldArriveAsTheyAre() throws Exception {
    Run run = run("map", "a b", "*", "", "--x='y'");

    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("cli/target/warren.jar\nmap\na b\n*\n\n--x='y'\n");
    assertThat(run.out())
        .contains("-Dwarren.home=" + home.toRealPath() + "\n")
        .contains("-Dwarren.terminal=false\n")
        .contains("-jar\n" + home.toRealPath() + "/cli/target/warren.jar\n");
  }

  @Test
  void scriptShouldBeFoundThroughLinks() throws Exception {
    Path other = Files.createDirectories(temp.resolve("bin"));
    Path absolute = Files.createSymbolicLink(other.resolve("one"), home.resolve("warren"));
    Path relative = Files.createSymbolicLink(other.resolve("two"), Path.of("one"));
    run();

    for (Path link : List.of(absolute, relative)) {
      assertThat(end(start(link, Map.of())).out()).contains("-Dwarren.home=" + home.toRealPath());
    }
  }

  @Test
  void javaOptionsShouldBeSplit() throws Exception {
    var env = Map.of("JAVA_OPTS", "-Xmx1g -Da=*");

    assertThat(end(start(home.resolve("warren"), env)).out()).contains("\n-Xmx1g\n-Da=*\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.1", "25.0.1", "26"})
  void commandThatStartsManyProcessesShouldDoSoQuickly(String version) throws Exception {
    fakeJava(version);
    var env = Map.of("JAVA_OPTS", "-Djdk.lang.Process.launchMechanism=FORK");

    assertThat(run("map", "parallel").out()).doesNotContain("launchMechanism", "SerialGC");
    assertThat(run("parallel", "map").out())
        .contains("-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n")
        .satisfies(
            out ->
                assertThat(out.contains("launchMechanism=VFORK"))
                    .isEqualTo(!version.startsWith("26")));
    assertThat(end(start(home.resolve("warren"), env, "parallel")).out())
        .containsPattern("(?s)SerialGC.*launchMechanism=FORK\n"); // The user has the last word.
  }

  @Test
  void firstUseShouldBuildAndSayOneLine() throws Exception {
    assertThat(run().err()).startsWith("warren: building").hasLineCount(1);
    assertThat(run().err()).isEmpty();
    assertThat(home.resolve("builds")).hasContent("built");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoFirstUsesShouldBuildOnce(boolean flock) throws Exception {
    Map<String, String> env = flock ? Map.of() : Map.of("PATH", pathWithoutFlock());
    List<Process> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(start(home.resolve("warren"), env, "version"));
    }

    for (Process each : both) {
      assertThat(end(each).out()).endsWith("version\n");
    }
    assertThat(home.resolve("builds")).hasContent("built");
  }

  private String pathWithoutFlock() throws IOException {
    Path bin = Files.createDirectories(temp.resolve("tools"));
    for (String tool :
        List.of(
            "sh", "dirname", "readlink", "sed", "head", "mkdir", "rm", "cat", "sleep", "printf")) {
      for (String folder : List.of("/bin", "/usr/bin")) {
        Path real = Path.of(folder, tool);
        if (Files.exists(real)) {
          executable(bin.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
      }
    }
    return bin.toString();
  }

  @Test
  void lockOfAProcessThatHasGoneShouldNotHold() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path lock = Files.createDirectories(home.resolve("target/warren-build.lock.d"));
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");

    var env = Map.of("PATH", pathWithoutFlock());
    assertThat(end(start(home.resolve("warren"), env, "version")).out()).endsWith("version\n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void buildThatWasCutOffShouldBeDoneAgain() throws Exception {
    executable(home.resolve("cli/target/warren.jar"), "no libraries beside it");
    Files.createDirectories(home.resolve("target"));
    Files.writeString(home.resolve("target/warren-build.unfinished"), "");

    assertThat(run().err()).startsWith("warren: building");
    assertThat(run().err()).isEmpty();
  }

  @Test
  void failedBuildShouldShowWhatItSaid() throws Exception {
    executable(home.resolve("mvnw"), "#!/bin/sh\necho it is broken\nexit 1\n");

    Run run = run("version");
    assertThat(run.code()).isEqualTo(Exit.ENVIRONMENT);
    assertThat(run.err()).contains("it is broken\n").contains("warren: the build failed");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_402", "11.0.20", "16"})
  void oldJavaShouldBeRefused(String version) throws Exception {
    fakeJava(version);

    Run run = run("version");
    assertThat(run.code()).isEqualTo(Exit.ENVIRONMENT);
    assertThat(run.err())
        .startsWith("warren: needs Java 17 or later")
        .contains(version)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17.0.9-internal", "21.0.1+12", "25"})
  void newJavaShouldBeTaken(String version) throws Exception {
    fakeJava(version);

    assertThat(run("version").out()).endsWith("version\n");
  }

  @Test
  void javaWithoutAReleaseFileShouldBeAsked() throws Exception {
    Files.delete(java.resolve("release"));
    executable(
        java.resolve("bin/java"),
        "#!/bin/sh\n[ \"$1\" = -version ] && echo 'openjdk version \"11.0.2\" 2019' >&2\n");

    assertThat(run("version").err()).contains("11.0.2").startsWith("warren: needs Java 17");
  }

  @Test
  void wrongJavaHomeShouldBeSaid() throws Exception {
    Run run = end(start(home.resolve("warren"), Map.of("JAVA_HOME", "/nowhere")));

    assertThat(run.code()).isEqualTo(Exit.ENVIRONMENT);
    assertThat(run.err()).startsWith("warren: JAVA_HOME is /nowhere").hasLineCount(1);
  }
}
