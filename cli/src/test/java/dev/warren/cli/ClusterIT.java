package dev.warren.cli;

import static dev.warren.cli.WarrenProcess.SQUARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.CommandStartException;
import dev.warren.subprocess.CompletedProcess;
import dev.warren.subprocess.Hosts;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broker, worker hosts and producers in processes of their own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("broker")
class ClusterIT {

  private static final String KEY = "a key for signing tasks";
  private static final int KILLED_BY_TERM = 143;

  private static WarrenProcess broker;
  private static Map<String, String> env;

  @TempDir private Path folder;

  private String queue;
  private Path held;

  @BeforeAll
  static void startBroker() throws IOException, InterruptedException {
    broker = WarrenProcess.start("broker", "--port=0");
    broker.awaitOut("/\n");
    env = Map.of(BrokerOption.VARIABLE, broker.outSoFar().strip());
  }

  @AfterAll
  static void stopBroker() throws InterruptedException {
    broker.terminate();
    assertThat(broker.exitCode()).isEqualTo(Exit.OK);
    assertThat(broker.err()).hasLineCount(1);
    broker.close();
  }

  @BeforeEach
  void nameTheQueue(TestInfo test) {
    queue = "--queue=" + test.getTestMethod().orElseThrow().getName();
    held = folder.resolve("held");
  }

  private WarrenProcess worker(String... more) throws IOException {
    return start("worker", more);
  }

  private WarrenProcess map(String task, String input, String... more) throws IOException {
    String[] args = new String[more.length + 1];
    args[0] = task;
    System.arraycopy(more, 0, args, 1, more.length);
    return start("map", args).input(input);
  }

  private WarrenProcess start(String command, String... more) throws IOException {
    boolean worker = command.equals("worker");
    int own = worker ? 4 : 2;
    String[] args = new String[own + more.length];
    args[0] = command;
    args[1] = queue;
    if (worker) {
      args[2] = "--processes=1";
      args[3] = WarrenProcess.tasks();
    }
    System.arraycopy(more, 0, args, own, more.length);
    return WarrenProcess.start(env, args);
  }

  private static String task(String method) {
    return MapTasks.class.getName() + "::" + method;
  }

  /** A producer whose one task runs until {@link #held} is deleted. */
  private WarrenProcess mapThatHolds() throws IOException {
    return map(task("hold"), "\"" + held + "\"\n");
  }

  private void awaitHeld() {
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(held));
  }

  @Test
  void twoWorkersShouldServeAProducer() throws Exception {
    StringBuilder input = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 1; i <= 500; i++) {
      input.append(i).append('\n');
      expected.append("{\"line\":%d,\"ok\":%d}%n".formatted(i, (long) i * i));
    }

    try (WarrenProcess one = worker("--name=one");
        WarrenProcess two = worker("--name=two");
        WarrenProcess map = map(SQUARE, input.toString())) {
      assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
      assertThat(map.out()).isEqualTo(expected.toString());
      for (WarrenProcess worker : new WarrenProcess[] {one, two}) {
        worker.awaitErr("starts: queue");
        worker.terminate();
        assertThat(worker.exitCode()).isEqualTo(Exit.OK);
        assertThat(worker.out()).isEmpty();
        assertThat(worker.err()).hasLineCount(2).doesNotContain("amqp://");
      }
    }
  }

  @Test
  void demoShouldRunOnWorkerHosts() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "one two\n");
    try (WarrenProcess worker = worker("--name=far");
        WarrenProcess demo = start("demo", folder.toString())) {
      assertThat(demo.exitCode()).describedAs(demo.err()).isEqualTo(Exit.OK);
      assertThat(demo.out()).containsPattern("txt +1 +8 +1 +2\n").containsPattern("\nfar/\\d+ ");
      worker.terminate();
    }
  }

  @Test
  void methodThatIsNoTaskShouldBeRefused() throws Exception {
    try (WarrenProcess worker = worker();
        WarrenProcess map = map(task("unmarked"), "1\n")) {
      assertThat(map.exitCode()).isEqualTo(Exit.WORK_FAILED);
      assertThat(map.out()).contains("only static methods annotated with @Task");
      worker.terminate();
    }
  }

  @Test
  void taskThatIsNotSignedShouldNotRun() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    try (WarrenProcess worker = worker("--signing-key-file=" + key);
        WarrenProcess unsigned = map(SQUARE, "1\n")) {
      assertThat(unsigned.exitCode()).isEqualTo(Exit.WORK_FAILED);
      assertThat(unsigned.out()).contains("TaskRejectedException", "signature");
      try (WarrenProcess signed = map(SQUARE, "2\n", "--signing-key-file=" + key)) {
        assertThat(signed.exitCode()).isEqualTo(Exit.OK);
        assertThat(signed.out()).isEqualTo("{\"line\":1,\"ok\":4}\n");
      }
      assertThat(worker.errSoFar()).doesNotContain(KEY);
    }
  }

  @Test
  void workerShouldRunCommandsWhenItIsToldTo() throws Exception {
    String uri = env.get(BrokerOption.VARIABLE);
    String name = queue.substring("--queue=".length());
    Command show = Command.shell("env | grep -o '^WARREN_[A-Z_]*' | sort; read x; echo $x; exit 3");
    try (WarrenProcess worker = worker("--commands");
        Hosts hosts = Hosts.connect(uri, name);
        Popen popen = show.stdin(Stdio.PIPE).stdout(Stdio.PIPE).on(hosts).start()) {
      worker.terminate();
      worker.awaitErr("finishing what runs");

      CompletedProcess done = popen.communicate("finished\n");

      // Neither the broker's password nor a signing key.
      assertThat(done.stdout().text()).isEqualTo("WARREN_COMMAND_ID\nWARREN_DOORWAY\nfinished\n");
      assertThat(done.returnCode()).isEqualTo(3);
      assertThat(worker.exitCode()).isEqualTo(Exit.OK);
      assertThat(worker.err()).contains("and commands");
    }
  }

  @Test
  void workerShouldRunNoCommandsUnlessItIsToldTo() throws Exception {
    String name = queue.substring("--queue=".length());
    try (WarrenProcess worker = worker();
        WarrenProcess map = map(SQUARE, "3\n");
        Hosts hosts =
            Hosts.builder(env.get(BrokerOption.VARIABLE), name)
                .startPatience(Duration.ofMillis(100))
                .open()) {
      assertThat(map.exitCode()).isEqualTo(Exit.OK);
      assertThatExceptionOfType(CommandStartException.class)
          .isThrownBy(() -> Command.of("true").on(hosts).start())
          .withMessageContaining("--commands");
      worker.terminate();
    }
  }

  @Test
  void termShouldLetAWorkerFinishItsTask() throws Exception {
    try (WarrenProcess worker = worker();
        WarrenProcess map = mapThatHolds()) {
      awaitHeld();
      worker.terminate();
      worker.awaitErr("finishing what runs");
      Files.delete(held);

      assertThat(map.exitCode()).isEqualTo(Exit.OK);
      assertThat(map.out()).isEqualTo("{\"line\":1,\"ok\":\"released\"}\n");
      assertThat(worker.exitCode()).isEqualTo(Exit.OK);
    }
  }

  @Test
  void secondTermShouldKillAndTheTaskShouldRunElsewhere() throws Exception {
    try (WarrenProcess worker = worker();
        WarrenProcess map = mapThatHolds()) {
      awaitHeld();
      var children = worker.handle().descendants().toList();
      worker.terminate();
      worker.awaitErr("finishing what runs");
      worker.terminate();
      assertThat(worker.exitCode()).isEqualTo(KILLED_BY_TERM);
      for (ProcessHandle each : children) {
        each.onExit().join();
      }

      Files.delete(held);
      try (WarrenProcess other = worker()) {
        awaitHeld();
        Files.delete(held);
        assertThat(map.exitCode()).isEqualTo(Exit.OK);
        assertThat(map.out()).isEqualTo("{\"line\":1,\"ok\":\"released\"}\n");
        other.terminate();
        assertThat(other.exitCode()).isEqualTo(Exit.OK);
      }
    }
  }

  @Test
  void drainThatTakesTooLongShouldKill() throws Exception {
    try (WarrenProcess worker = worker("--drain-timeout=200ms");
        WarrenProcess map = mapThatHolds()) {
      awaitHeld();
      worker.terminate();

      assertThat(worker.exitCode()).isEqualTo(Exit.WORK_FAILED);
      assertThat(worker.err()).contains("they go back to the queue");
      assertThat(map.handle().isAlive()).isTrue();
    }
  }

  @Test
  void workerShouldWaitForItsBroker() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var here =
        Map.of(
            BrokerOption.VARIABLE,
            "amqp://warren:p%40ss@127.0.0.1:" + port + "/",
            "WARREN_BROKER_PASSWORD",
            "p@ss");
    try (WarrenProcess worker = WarrenProcess.start(here, "worker", "--processes=1")) {
      worker.awaitErr("trying again");
      try (WarrenProcess late = WarrenProcess.start(here, "broker", "--port=" + port);
          WarrenProcess map = WarrenProcess.start(here, "map", SQUARE).input("3\n")) {
        assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
        assertThat(map.out()).isEqualTo("{\"line\":1,\"ok\":9}\n");
        late.awaitOut("amqp://warren:PASSWORD@127.0.0.1:" + port + "/\n");
        assertThat(late.outSoFar() + late.errSoFar()).doesNotContain("p@ss", "p%40ss");
        worker.awaitErr(" connected: ");
      }
    }
  }

  @Test
  void wrongPasswordShouldEndAtOnce() throws Exception {
    String wrong = env.get(BrokerOption.VARIABLE).replaceFirst(":[0-9a-f]+@", ":guess@");
    for (String[] args : new String[][] {{"worker"}, {"map", SQUARE}}) {
      try (WarrenProcess refused =
          WarrenProcess.start(Map.of(BrokerOption.VARIABLE, wrong), args)) {
        assertThat(refused.exitCode()).isEqualTo(Exit.ENVIRONMENT);
        assertThat(refused.err().lines().toList().get(refused.err().lines().toList().size() - 1))
            .startsWith("warren: cannot use the broker at ")
            .contains("check user, password and virtual host");
        assertThat(refused.err()).doesNotContain("guess");
      }
    }
  }

  @Test
  void unreachableBrokerShouldBeSaidInALine() throws Exception {
    try (WarrenProcess map =
        WarrenProcess.start("map", SQUARE, "--broker=amqp://127.0.0.1:1/", "--patience=100ms")) {
      assertThat(map.exitCode()).isEqualTo(Exit.ENVIRONMENT);
      assertThat(map.err())
          .contains("warren: cannot use the broker at 127.0.0.1:1 ")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void takenPortShouldBeSaidInALine() throws Exception {
    String uri = env.get(BrokerOption.VARIABLE);
    String port = uri.replaceFirst(".*:(\\d+)/", "$1");
    try (WarrenProcess second = WarrenProcess.start("broker", "--port=" + port)) {
      assertThat(second.exitCode()).isEqualTo(Exit.ENVIRONMENT);
      assertThat(second.err())
          .hasLineCount(1)
          .startsWith("warren: cannot listen on 127.0.0.1:" + port);
      assertThat(second.out()).isEmpty();
    }
  }

  @Test
  void workerWhoseChildrenDoNotStartShouldEnd() throws Exception {
    try (WarrenProcess worker = worker("--jvm-option=-Xmxnone")) {
      assertThat(worker.exitCode()).isEqualTo(Exit.ENVIRONMENT);
      assertThat(worker.err().lines().filter(line -> line.startsWith("warren: ")))
          .hasSize(2)
          .last()
          .asString()
          .startsWith("warren: a worker process ended before it was ready (exit code 1)");
    }
    try (WarrenProcess worker = worker("--initializer=" + task("even"))) {
      assertThat(worker.exitCode()).isEqualTo(Exit.ENVIRONMENT);
      assertThat(worker.err()).contains("warren: the initializer of the worker processes threw");
    }
  }

  /** What was not read must not be taken for what was not there. */
  @Test
  void aBrokerThatIsGoneForGoodShouldNotPassForTheEndOfTheInput() throws Exception {
    try (WarrenProcess mortal = WarrenProcess.start("broker", "--port=0")) {
      mortal.awaitOut("/\n");
      String there = "--broker=" + mortal.outSoFar().strip();
      String input = ("\"" + held + "\"\n").repeat(100);
      try (WarrenProcess worker = worker(there);
          WarrenProcess map = map(task("hold"), input, "--ignore-errors", "--patience=1s", there)) {
        awaitHeld();
        mortal.handle().destroyForcibly();

        assertThat(map.exitCode()).isEqualTo(Exit.ENVIRONMENT);
        assertThat(map.err()).contains("the pool has failed", "check that the broker runs");
        Files.delete(held);
        worker.terminate();
      }
    }
  }

  @Test
  void tagShouldShowWhatWorkerHostsPrint() throws Exception {
    try (WarrenProcess worker = worker("--name=far");
        WarrenProcess map = map(task("print"), "\"a\"\n\"b\"\n", "--tag")) {
      assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
      assertThat(map.err())
          .containsPattern("(?m)^1 far/\\d+\tprinted a$")
          .containsPattern("(?m)^2 far/\\d+\tprinted b$");
      worker.awaitErr("printed b");
    }
  }

  @Test
  void withoutTagTheOutputOfWorkerHostsShouldStayThere() throws Exception {
    try (WarrenProcess worker = worker();
        WarrenProcess map = map(task("print"), "\"a\"\n")) {
      worker.awaitErr("printed a");
      assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
      assertThat(map.err()).doesNotContain("printed");
    }
  }
}
