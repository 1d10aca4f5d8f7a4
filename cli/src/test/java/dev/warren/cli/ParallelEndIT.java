package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How {@code warren parallel} ends, and what runs again after it was killed. */
@Timeout(180)
class ParallelEndIT extends ParallelFixture {

  @Test
  void exitCodeShouldBeTheNumberOfFailures() throws Exception {
    assertThat(out(2, "-k", "exit {}", ":::", "0", "1", "7")).isEmpty();
    try (WarrenProcess parallel = parallel("-j4", "false").input(numbers(102))) {
      assertThat(parallel.exitCode()).isEqualTo(101);
    }
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
}
