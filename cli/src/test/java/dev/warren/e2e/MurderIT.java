package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lock whose holders are killed. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("broker")
class MurderIT {

  /** Fifty JVMs at once: little memory, no time for compilation. */
  private static final Map<String, String> SMALL =
      Map.of(
          "JDK_JAVA_OPTIONS", "-Xmx24m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData");

  private static final long PATIENCE_SECONDS = 240;

  @TempDir private Path folder;

  @Test
  void noUpdateOfASurvivorShouldGetLostAndNobodyShouldHang() throws Exception {
    Path file = folder.resolve("counter");
    Path log = folder.resolve("log");
    Set<Long> survivors = new HashSet<>();
    int killed = 0;
    try (JavaProgram program =
        JavaProgram.start(SMALL, MurderProgram.class, file.toString(), log.toString())) {
      String seconds = program.awaitLine("seconds ", PATIENCE_SECONDS);
      int murders = Integer.parseInt(program.awaitLine("murders "));
      for (int i = 0; i < MurderProgram.PROCESSES; i++) {
        String[] end = program.awaitLine("process ").split(" ", -1);
        if (end[1].equals("0")) {
          survivors.add(Long.parseLong(end[0]));
        } else {
          assertThat(end[1]).isEqualTo("-9");
          killed++;
        }
      }
      assertThat(program.awaitLine("free ")).isEqualTo("true");
      assertThat(program.awaitExit()).isZero();
      System.out.printf("%d survivors, %d murders, %s s%n", survivors.size(), murders, seconds);
    }
    assertThat(killed).as("there were murders").isGreaterThan(5);
    assertThat(survivors).as("there are survivors").hasSizeGreaterThan(5);
    check(file, log, survivors, killed);
  }

  private static void check(Path file, Path log, Set<Long> survivors, int killed) throws Exception {
    List<Long> counted = new ArrayList<>();
    List<Long> values = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.split(" ", -1);
      counted.add(Long.parseLong(words[0]));
      values.add(Long.parseLong(words[1]));
    }
    Map<Long, Long> byProcess =
        counted.stream().collect(Collectors.groupingBy(pid -> pid, Collectors.counting()));
    assertThat(survivors)
        .allSatisfy(
            pid -> assertThat(byProcess).containsEntry(pid, (long) MurderProgram.INCREMENTS));
    assertThat(values).as("each value was reached once").doesNotHaveDuplicates().isSorted();
    long counter = ByteBuffer.wrap(Files.readAllBytes(file)).getLong();
    assertThat(counter)
        .as("what is not in the log was counted by one that was killed before it could say so")
        .isBetween((long) values.size(), (long) values.size() + killed);
  }
}
