package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FileTotalsTest {

  private static final String SHA256 = "00ff".repeat(16);

  private final FileTotals totals = new FileTotals();

  private static PathName name(String rawPath) {
    return PathName.of("/base/", URI.create("file:///base/" + rawPath));
  }

  private void add(String name, String type, long bytes, long pid) {
    add(name, type, bytes, "local", pid);
  }

  private void add(String name, String type, long bytes, String worker, long pid) {
    totals.add(
        name(name), new FileReport(name, bytes, SHA256, 1, 2, type, worker, pid, 500_000_000));
  }

  @Test
  void typesShouldBeSortedByBytesAndSummedUp() {
    add("a.txt", "txt", 10, 1);
    add("b.md", "md", 2_000, 1);
    add("c.txt", "txt", 20, 2);

    assertThat(totals.byType())
        .hasToString(
            """
            type   files  bytes  lines  words
            md         1  2,000      1      2
            txt        2     30      2      4
            total      3  2,030      3      6
            """);
  }

  @Test
  void smallTypesShouldBeTakenTogether() {
    for (int i = 1; i <= 20; i++) {
      add("file." + i, "t" + i, 100 - i, 1);
    }

    assertThat(totals.byType().toString())
        .hasLineCount(18)
        .contains("t15  ", "5 others      5    410")
        .doesNotContain("t16");
  }

  @Test
  void lastTypeShouldNotBeCalledOthers() {
    for (int i = 1; i <= 16; i++) {
      add("file." + i, "t" + i, 100 - i, 1);
    }

    assertThat(totals.byType().toString()).contains("t16").doesNotContain("others");
  }

  @Test
  void processesShouldBeSummedUp() {
    add("a", "(none)", 10, 77);
    add("b", "(none)", 20, 5);
    add("c", "(none)", 30, 77);

    assertThat(totals.byProcess())
        .hasToString(
            """
            worker pid  files  bytes  busy s
            5               1     20    0.50
            77              2     40    1.00
            """);
    assertThat(totals.processes()).isEqualTo(2);
    assertThat(totals.busyNanos()).isEqualTo(1_500_000_000);
  }

  @Test
  void processesOfDifferentMachinesShouldBeToldApart() {
    add("a", "(none)", 10, "two", 7);
    add("b", "(none)", 20, "one", 70);
    add("c", "(none)", 30, "one", 7);

    assertThat(totals.byProcess())
        .hasToString(
            """
            worker pid  files  bytes  busy s
            one/7           1     30    0.50
            one/70          1     20    0.50
            two/7           1     10    0.50
            """);
  }

  @Test
  void digestShouldBeThatOfSortedLinesOfSha256sum() {
    add("z", "(none)", 1, 1);
    add("a%C3%A9%20b", "(none)", 1, 1);
    add("a/b", "(none)", 1, 1);

    var lines = SHA256 + "  a/b\n" + SHA256 + "  aé b\n" + SHA256 + "  z\n";
    assertThat(totals.digest())
        .isEqualTo(
            HexFormat.of()
                .formatHex(FileTask.sha256().digest(lines.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void digestShouldNotDependOnTheOrderInWhichFilesCome() {
    FileTotals other = new FileTotals();
    add("a", "(none)", 1, 1);
    add("b", "(none)", 1, 1);
    other.add(name("b"), new FileReport("b", 1, SHA256, 1, 2, "(none)", "local", 9, 1));
    other.add(name("a"), new FileReport("a", 1, SHA256, 1, 2, "(none)", "local", 9, 1));

    assertThat(other.digest()).isEqualTo(totals.digest()).hasSize(64);
  }

  @Test
  void nameThatIsNoTextShouldKeepItsBytes() {
    assertThat(name("%FF%0A").toBytes()).containsExactly(0xFF, '\n');
  }
}
