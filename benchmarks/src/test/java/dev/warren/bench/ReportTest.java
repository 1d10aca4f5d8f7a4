package dev.warren.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {

  private final Score score = new Score();
  private final List<Peer> peers =
      List.of(peer("first", Work.APPLY, Work.CPU10), peer("second", Work.APPLY), peer("third"));

  private static Peer peer(String name, Work... works) {
    return new Peer(name, "as it is", List.of("true"), Set.of(works));
  }

  private String table(Work work) {
    return new Report(score, peers, any -> 100).tables(List.of(work));
  }

  private void took(Work work, String peer, double... seconds) {
    for (double each : seconds) {
      score.add(work, peer, OptionalDouble.of(each));
    }
  }

  @Test
  void theMedianIsTheMiddleOfTheRounds() {
    took(Work.APPLY, "first", 5, 1, 2);
    took(Work.APPLY, "second", 4, 1, 2, 9);

    assertThat(score.median(Work.APPLY, "first")).hasValue(2);
    assertThat(score.median(Work.APPLY, "second")).hasValue(3);
    assertThat(score.median(Work.MAP, "first")).isEmpty();
  }

  @Test
  void eachIsSetBesideTheFirst() {
    took(Work.APPLY, "first", 2);
    took(Work.APPLY, "second", 4);

    assertThat(table(Work.APPLY))
        .contains("### 100 tiny tasks")
        .contains("| first | 2.000 s | 50 | 1.00 x |\n")
        .contains("| second | 4.000 s | 25 | 0.50 x |\n")
        .doesNotContain("third");
  }

  @Test
  void workOfTheProcessorIsSetBesideTheIdeal() {
    double ideal = 100 * 0.01 / Runtime.getRuntime().availableProcessors();
    took(Work.CPU10, "first", 2 * ideal);

    assertThat(table(Work.CPU10)).contains(" 50 % |\n");
  }

  @Test
  void whoHasFailedIsSaidToHave() {
    took(Work.APPLY, "first", 2);
    score.add(Work.APPLY, "first", OptionalDouble.empty());
    score.add(Work.APPLY, "second", OptionalDouble.empty());

    assertThat(table(Work.APPLY))
        .contains("| first, failed 1 times | 2.000 s |")
        .contains("| second | failed 1 times |");
  }
}
