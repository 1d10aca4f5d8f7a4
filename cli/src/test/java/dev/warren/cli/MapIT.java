package dev.warren.cli;

import static dev.warren.cli.WarrenProcess.SQUARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code warren map} with local worker processes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MapIT {

  private static final int LINES = 20_000;

  @TempDir private Path folder;

  private static String numbers(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String square(int line) {
    return "{\"line\":" + line + ",\"ok\":" + (long) line * line + "}";
  }

  private static WarrenProcess map(String task, String input, String... options)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("map", task, WarrenProcess.tasks()));
    args.addAll(List.of(options));
    return WarrenProcess.start(args.toArray(String[]::new)).input(input);
  }

  private static String task(String method) {
    return MapTasks.class.getName() + "::" + method;
  }

  private static String failed(int line, String type, String message) {
    return "{\"line\":%d,\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
        .formatted(line, type, message);
  }

  @Test
  void outcomesShouldComeInTheOrderOfTheLines() throws Exception {
    Path in = Files.writeString(folder.resolve("in put"), numbers(LINES));
    Path out = Files.writeString(folder.resolve("out put"), "what was there before");

    try (WarrenProcess map = map(SQUARE, "", "--in=" + in, "--out=" + out)) {
      assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
      assertThat(map.out()).isEmpty();
      assertThat(map.err()).hasLineCount(1).startsWith("warren: 20,000 lines, 0 failed, ");
    }
    assertThat(Files.readAllLines(out))
        .isEqualTo(IntStream.rangeClosed(1, LINES).mapToObj(MapIT::square).toList());
  }

  @Test
  void outcomesShouldKeepTheirNumbersWhenUnordered() throws Exception {
    try (WarrenProcess map = map(SQUARE, numbers(LINES), "--unordered", "--chunk=100")) {
      assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
      assertThat(map.out().lines())
          .hasSize(LINES)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, LINES).mapToObj(MapIT::square).toList());
    }
  }

  @Test
  void malformedLinesShouldFailAloneAndInPlace() throws Exception {
    try (WarrenProcess map = map(SQUARE, "1\n{\n\n\"a\"\n5")) {
      assertThat(map.exitCode()).isEqualTo(Exit.WORK_FAILED);
      assertThat(map.out().lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo(square(1)),
              line -> assertThat(line).contains("\"line\":2,").contains("MalformedLineException"),
              line -> assertThat(line).contains("\"line\":3,").contains("MalformedLineException"),
              line -> assertThat(line).contains("\"line\":4,").contains("argument 1 must be long"),
              line -> assertThat(line).isEqualTo(square(5)));
      assertThat(map.err())
          .hasLineCount(1)
          .startsWith("warren: 5 lines, 3 failed (line 2: dev.warren.cli.MalformedLineException: ");
    }
  }

  @Test
  void exceptionsShouldBeOutcomes() throws Exception {
    try (WarrenProcess map = map(task("even"), "2\n3\n0\n", "--ignore-errors")) {
      assertThat(map.exitCode()).isEqualTo(Exit.OK);
      assertThat(map.out().lines())
          .containsExactly(
              "{\"line\":1,\"ok\":2}",
              failed(2, "java.lang.IllegalArgumentException", "odd: 3"),
              failed(3, "java.nio.file.NoSuchFileException", "zero"));
    }
  }

  @Test
  void deadWorkerShouldBeTheOutcomeOfItsLineAlone() throws Exception {
    try (WarrenProcess map = map(task("exitOnZero"), "1\n0\n3\n", "--retries=1")) {
      assertThat(map.exitCode()).isEqualTo(Exit.WORK_FAILED);
      assertThat(map.out().lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("{\"line\":1,\"ok\":1}"),
              line ->
                  assertThat(line)
                      .contains("\"type\":\"dev.warren.pool.WorkerDiedException\"")
                      .contains("2 attempts: exit code 9"),
              line -> assertThat(line).isEqualTo("{\"line\":3,\"ok\":3}"));
    }
  }

  @Test
  void unknownTaskShouldBeRejected() throws Exception {
    try (WarrenProcess map = map("dev.acme.None::none", "1\n")) {
      assertThat(map.exitCode()).isEqualTo(Exit.WORK_FAILED);
      assertThat(map.out())
          .contains("dev.warren.pool.TaskRejectedException", "there is no class dev.acme.None");
    }
  }

  @Test
  void whatTasksPrintShouldNotBeAmongTheOutcomes() throws Exception {
    try (WarrenProcess map = map(task("print"), "\"a\"\n\"b\"\n")) {
      assertThat(map.exitCode()).isEqualTo(Exit.OK);
      assertThat(map.out()).isEqualTo("{\"line\":1,\"ok\":\"a\"}\n{\"line\":2,\"ok\":\"b\"}\n");
      assertThat(map.err()).contains("printed a\n", "printed b\n");
    }
  }

  @Test
  void outcomeShouldComeWhileTheInputIsStillOpen() throws Exception {
    try (WarrenProcess map = WarrenProcess.start("map", SQUARE, "--processes=1")) {
      map.stdin().write("1\n2\n".getBytes(StandardCharsets.UTF_8));
      map.stdin().flush();
      map.awaitOut(square(1) + "\n" + square(2) + "\n");

      map.stdin().close();
      assertThat(map.exitCode()).isEqualTo(Exit.OK);
    }
  }

  @Test
  void readerThatLeavesShouldEndItQuietly() throws Exception {
    Path in = Files.writeString(folder.resolve("in"), numbers(LINES));

    try (WarrenProcess map =
        WarrenProcess.startUnread("map", SQUARE, "--processes=1", "--in=" + in)) {
      assertThat(map.stdout().read()).isEqualTo('{');
      map.stdout().close();

      assertThat(map.exitCode()).isEqualTo(Exit.BROKEN_PIPE);
      assertThat(map.err()).isEmpty();
    }
  }

  @Test
  void fullOutputShouldBeSaidInALine() throws Exception {
    assumeThat(Path.of("/dev/full")).describedAs("by design: /dev/full is only on Linux").exists();
    try (WarrenProcess map = map(SQUARE, "1\n", "--out=/dev/full")) {
      assertThat(map.exitCode()).isEqualTo(Exit.ENVIRONMENT);
      assertThat(map.err()).hasLineCount(1).startsWith("warren: cannot write /dev/full: No space");
    }
  }

  @Test
  void termShouldEndItAndItsWorkersAndKeepWholeLines() throws Exception {
    Path held = folder.resolve("held");
    String input = "\"" + folder.resolve("free") + "\"\n\"" + held + "\"\n";
    try (WarrenProcess map = map(task("hold"), input, "--processes=1")) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.deleteIfExists(folder.resolve("free")));
      map.awaitOut("{\"line\":1,\"ok\":\"released\"}\n");
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(held));
      var workers = map.handle().descendants().toList();
      map.terminate();

      assertThat(map.exitCode()).isEqualTo(143);
      assertThat(workers).isNotEmpty();
      for (ProcessHandle each : workers) {
        each.onExit().join();
      }
      assertThat(map.out()).isEqualTo("{\"line\":1,\"ok\":\"released\"}\n");
      assertThat(map.err()).isEmpty();
    }
  }

  @Test
  void tagShouldSayWhoPrintedALine() throws Exception {
    try (WarrenProcess map = map(task("print"), "\"a\"\n\"b\"\n\"c\"\n", "--tag")) {
      assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
      assertThat(map.out().lines()).hasSize(3);
      assertThat(map.err().lines().filter(line -> line.contains("printed")))
          .allMatch(line -> line.matches("[123] local/\\d+\tprinted [abc]"))
          .anyMatch(line -> line.startsWith("1 ") && line.endsWith("printed a"))
          .anyMatch(line -> line.startsWith("3 ") && line.endsWith("printed c"))
          .hasSize(3);
    }
  }
}
