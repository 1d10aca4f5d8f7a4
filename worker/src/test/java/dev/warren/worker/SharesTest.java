package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.worker.Shares.Load;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {

  @ParameterizedTest
  @CsvSource({"4,1,4", "4,2,2", "5,2,3", "2,3,1", "32,3,11", "1,64,1"})
  void atFirstShardsShouldBeAlike(int total, int shards, int each) {
    assertThat(Shares.even(total, shards)).isEqualTo(each);
  }

  @Test
  void slotsWithoutWorkShouldGetItFromWhereThereIsSome() {
    List<Load> loads = List.of(new Load(2, 2, true), new Load(2, 0, false), new Load(2, 1, false));

    assertThat(Shares.isStarving(loads, 4)).isTrue();
    assertThat(Shares.deal(loads, 4, 4)).containsExactly(4, 2, 2);
  }

  @Test
  void nobodyShouldStarveWhereNothingWaits() {
    List<Load> loads = List.of(new Load(2, 1, false), new Load(2, 1, true));

    assertThat(Shares.isStarving(loads, 4)).isFalse();
    assertThat(Shares.deal(loads, 4, 4)).containsExactly(2, 2);
  }

  @Test
  void whatOneWasGivenShouldBeTakenBackWhenOthersAreFullToo() {
    List<Load> loads = List.of(new Load(4, 4, true), new Load(2, 2, true), new Load(2, 2, true));

    assertThat(Shares.isStarving(loads, 4)).isFalse();
    assertThat(Shares.deal(loads, 4, 4)).containsExactly(2, 2, 2);
  }

  @Test
  void aShardWithoutWorkShouldBeAskedForOne() {
    List<Load> loads = List.of(new Load(2, 2, true), new Load(2, 2, true), new Load(2, 0, false));

    assertThat(Shares.deal(loads, 4, 4)).containsExactly(2, 2, 1);
    assertThat(Shares.deal(loads, 2, 9)).containsExactly(5, 5, 1);
  }

  @Test
  void nothingShouldChangeWhileNoShardIsEverFull() {
    List<Load> loads = List.of(new Load(4, 2, false), new Load(4, 2, false));

    assertThat(Shares.deal(loads, 4, 8)).containsExactly(4, 4);
  }

  @Test
  void everythingInOneShardShouldEndUpAsIfThereWereNoOther() {
    List<Load> before = List.of(new Load(3, 3, true), new Load(3, 0, false), new Load(3, 0, false));
    int given = Shares.deal(before, 8, 8).get(0);

    assertThat(given).isEqualTo(8);
    assertThat(Shares.isStarving(List.of(new Load(given, 8, true), new Load(3, 0, false)), 8))
        .isFalse();
  }
}
