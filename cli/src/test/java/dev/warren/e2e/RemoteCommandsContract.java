package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.warren.e2e.CommandPrograms.Caller;
import dev.warren.e2e.CommandPrograms.Host;
import dev.warren.e2e.CommandPrograms.Parent;
import dev.warren.e2e.CommandPrograms.Sorter;
import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.CommandLostException;
import dev.warren.subprocess.CommandStartException;
import dev.warren.subprocess.Hosts;
import dev.warren.subprocess.NoHostException;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import dev.warren.topology.QueueSpec;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of commands when hosts, callers and connections come and go. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class RemoteCommandsContract {

  /** A command with a child, an orphan, and one in a session of its own. */
  static final String FAMILY =
      "sleep 1000 & echo kin $!; (sleep 1000 & echo kin $!);"
          + " setsid sh -c 'echo kin $$; exec sleep 1000' & echo kin $$; wait";

  private static final int FAMILY_SIZE = 4;
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final String queue = "test-" + UUID.randomUUID();
  private final List<JavaProgram> programs = new ArrayList<>();
  private final List<RunningWorkerHost> hostsHere = new ArrayList<>();
  private Hosts hosts;

  abstract String broker();

  @BeforeEach
  void connect() throws Exception {
    hosts = Hosts.connect(broker(), queue);
  }

  @AfterEach
  void end() {
    hosts.close();
    programs.forEach(JavaProgram::close);
    hostsHere.forEach(RunningWorkerHost::kill);
  }

  private JavaProgram program(Class<?> main, String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of(broker(), queue));
    args.addAll(List.of(more));
    JavaProgram program = JavaProgram.start(main, args.toArray(new String[0]));
    programs.add(program);
    return program;
  }

  private JavaProgram host(String name) throws Exception {
    JavaProgram host = program(Host.class, name);
    host.awaitLine("started");
    return host;
  }

  private RunningWorkerHost hostHere(String key) {
    RunningWorkerHost host =
        CommandCluster.startHost(
            WorkerHostSettings.builder(broker(), QueueSpec.sharedTasks(queue)).signingKey(key),
            queue);
    hostsHere.add(host);
    return host;
  }

  private Command onHosts(String line) {
    return Command.shell(line).stdout(Stdio.PIPE).on(hosts);
  }

  private static List<CompletableFuture<ProcessHandle>> ends(BufferedReader lines)
      throws Exception {
    List<CompletableFuture<ProcessHandle>> ends = new ArrayList<>();
    for (int i = 0; i < FAMILY_SIZE; i++) {
      ends.add(end(Long.parseLong(lines.readLine().substring("kin ".length()))));
    }
    return ends;
  }

  private static CompletableFuture<ProcessHandle> end(long pid) {
    return ProcessHandle.of(pid).orElseThrow().onExit();
  }

  private static void assertAllEnd(List<CompletableFuture<ProcessHandle>> ends) {
    assertThat(ends).allSatisfy(each -> assertThat(each).succeedsWithin(SOON));
  }

  @Test
  void aKilledHostShouldLeaveNoCommandAndTheCallerShouldHearOfIt() throws Exception {
    JavaProgram host = host("mortal");
    try (Popen popen = onHosts(FAMILY).start();
        Popen bare = Command.of("env", "-i", "sleep", "1000").on(hosts).start()) {
      List<CompletableFuture<ProcessHandle>> ends = ends(SortedLines.lines(popen.stdout()));
      ends.add(end(bare.pid()));

      host.kill();

      assertThatExceptionOfType(CommandLostException.class)
          .isThrownBy(() -> popen.waitFor(SOON))
          .withMessageContaining("was lost with worker host mortal")
          .satisfies(e -> assertThat(e.host()).isEqualTo("mortal"));
      assertThatExceptionOfType(CommandLostException.class).isThrownBy(popen::poll);
      assertThatExceptionOfType(CommandLostException.class).isThrownBy(popen::communicate);
      assertThatIOException().isThrownBy(() -> popen.stdout().read());
      assertAllEnd(ends);
    }
  }

  @Test
  void aCommandShouldNotRunAgainOnAnotherHost() throws Exception {
    JavaProgram first = host("first");
    Path ran = folder.resolve("ran");
    try (Popen popen = onHosts("echo run >> " + ran + "; echo up; exec sleep 1000").start()) {
      assertThat(SortedLines.lines(popen.stdout()).readLine()).isEqualTo("up");
      host("second");

      first.kill();

      assertThatExceptionOfType(CommandLostException.class)
          .isThrownBy(() -> popen.waitFor(SOON))
          .withMessageContaining("worker host first");
      assertThat(onHosts("echo again").checkOutput()).isEqualTo("again\n");
      assertThat(ran).hasContent("run");
    }
  }

  @Test
  void aKilledCallerShouldLeaveNoCommand() throws Exception {
    host("host");
    JavaProgram caller = program(Caller.class);
    List<CompletableFuture<ProcessHandle>> ends = new ArrayList<>();
    for (int i = 0; i < FAMILY_SIZE; i++) {
      ends.add(end(Long.parseLong(caller.awaitLine("kin "))));
    }

    caller.kill();

    assertAllEnd(ends);
  }

  @Test
  void closingShouldKillWhatRunsAndEndWhoWaits() throws Exception {
    hostHere("");
    Popen popen = onHosts(FAMILY).start();
    List<CompletableFuture<ProcessHandle>> ends = ends(SortedLines.lines(popen.stdout()));
    CompletableFuture<Integer> exit = popen.onExit();

    hosts.close();

    assertThat(exit)
        .failsWithin(SOON)
        .withThrowableThat()
        .withCauseInstanceOf(CommandLostException.class)
        .withMessageContaining("was closed");
    popen.close();
    assertAllEnd(ends);
    assertThatExceptionOfType(CommandStartException.class)
        .isThrownBy(() -> onHosts("true").start())
        .withMessageContaining("was closed");
  }

  @Test
  void withoutAHostAStartShouldFailAndNothingShouldRunLater() throws Exception {
    Path ran = folder.resolve("ran");
    try (Hosts impatient =
        Hosts.builder(broker(), queue).startPatience(Duration.ofMillis(200)).open()) {
      assertThatExceptionOfType(CommandStartException.class)
          .isThrownBy(() -> Command.of("touch", ran.toString()).on(impatient).start())
          .withMessageContaining("no worker host serves commands on queue " + queue)
          .withMessageContaining("warren worker --queue " + queue + " --commands")
          .withCauseInstanceOf(NoHostException.class);
      hostHere("");
      assertThat(Command.of("true").on(hosts).call()).isZero();
      assertThat(ran).doesNotExist();
    }
  }

  @Test
  void aStartShouldWaitForAHostThatComesLate() throws Exception {
    CompletableFuture<String> output =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return onHosts("echo late").checkOutput();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    hostHere("");

    assertThat(output).succeedsWithin(SOON).isEqualTo("late\n");
  }

  @Test
  void aStartShouldWaitForABusyHost() throws Exception {
    hostHere("");
    List<Popen> busy = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      busy.add(Command.of("cat").stdin(Stdio.PIPE).on(hosts).start());
    }
    CompletableFuture<Popen> next =
        CompletableFuture.supplyAsync(() -> Command.of("cat").stdin(Stdio.PIPE).on(hosts).start());
    assertThat(next).failsWithin(Duration.ofSeconds(1)).withThrowableOfType(TimeoutException.class);

    busy.get(0).close();

    assertThat(next).succeedsWithin(SOON).satisfies(Popen::close);
    busy.forEach(Popen::close);
  }

  @Test
  void aCallbackShouldBeAbleToStartTheNext() throws Exception {
    hostHere("");
    try (Popen first = Command.of("cat").stdin(Stdio.PIPE).on(hosts).start()) {
      CompletableFuture<Long> next =
          first.onExit().thenApply(code -> Command.of("true").on(hosts).start().pid());

      first.stdin().close();

      assertThat(next).succeedsWithin(SOON);
    }
  }

  @Test
  void onlySignedOrdersShouldRun() throws Exception {
    String key = "the hosts' own key";
    hostHere(key);
    assertThatExceptionOfType(CommandStartException.class)
        .isThrownBy(() -> onHosts("true").start())
        .withMessageContaining("signature is missing or wrong");
    try (Hosts wrong = Hosts.builder(broker(), queue).signingKey("somebody else's key").open();
        Hosts right = Hosts.builder(broker(), queue).signingKey(key).open()) {
      assertThatExceptionOfType(CommandStartException.class)
          .isThrownBy(() -> Command.of("true").on(wrong).start())
          .withMessageContaining("signature is missing or wrong");
      assertThat(Command.of("cat").input("signed").on(right).checkOutput()).isEqualTo("signed");
    }
  }

  @Test
  void aHostThatDrainsShouldFinishWhatRuns() throws Exception {
    RunningWorkerHost host = hostHere("");
    try (Popen cat = Command.of("cat").stdin(Stdio.PIPE).stdout(Stdio.PIPE).on(hosts).start()) {
      host.drain();
      assertThat(host.awaitEnd(Duration.ofMillis(200))).isFalse();

      assertThat(cat.communicate("done").stdout().text()).isEqualTo("done");

      assertThat(host.awaitEnd(SOON)).isTrue();
    }
  }

  @Test
  void aHostThatIsEndedShouldEndItsCommands() throws Exception {
    RunningWorkerHost host = hostHere("");
    try (Popen popen = onHosts(FAMILY).start()) {
      List<CompletableFuture<ProcessHandle>> ends = ends(SortedLines.lines(popen.stdout()));

      host.kill();

      assertAllEnd(ends);
      assertThat(host.awaitEnd(SOON)).isTrue();
      assertThatExceptionOfType(CommandLostException.class).isThrownBy(() -> popen.waitFor(SOON));
    }
  }

  @Test
  void aParentShouldWaitForAChildOnAHost() throws Exception {
    hostHere("");
    Path file = folder.resolve("end");
    JavaProgram parent = program(Parent.class, file.toString());
    parent.awaitLine("main returns");
    CompletableFuture<ProcessHandle> child = end(Long.parseLong(parent.awaitLine("child ")));
    assertThat(child).isNotDone();

    Files.createFile(file);

    parent.awaitLine("child ends");
    assertThat(parent.awaitExit()).isZero();
    assertThat(child).succeedsWithin(SOON);
  }

  @Test
  void muchShouldGoThroughLittleMemory() throws Exception {
    JavaProgram host = smallProgram(Host.class, "small");
    host.awaitLine("started");
    JavaProgram sorter = smallProgram(Sorter.class, "64");

    assertThat(sorter.awaitLine("code ")).isEqualTo("0");
    assertThat(sorter.awaitLine("sorted ")).startsWith("right");
    assertThat(sorter.awaitExit()).isZero();
  }

  private JavaProgram smallProgram(Class<?> main, String last) throws Exception {
    JavaProgram program = JavaProgram.start(List.of("-Xmx64m"), main, broker(), queue, last);
    programs.add(program);
    return program;
  }
}
