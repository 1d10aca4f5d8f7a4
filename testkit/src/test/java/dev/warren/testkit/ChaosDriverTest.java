package dev.warren.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChaosDriverTest {

  private static final Duration PAUSE = Duration.ofMillis(2);

  private final AtomicInteger open = new AtomicInteger();

  private Fault fault(String name, int weight, Duration lasts) {
    return new Fault(
        name,
        weight,
        lasts,
        random -> {
          open.incrementAndGet();
          return open::decrementAndGet;
        });
  }

  private List<String> faults(long seed, int count) {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ChaosDriver driver =
        ChaosDriver.builder(seed)
            .track(
                "track", PAUSE, List.of(fault("a", 1, Duration.ZERO), fault("b", 3, Duration.ZERO)))
            .onFault(seen::add)
            .start()) {
      await().until(() -> seen.size() >= count);
      assertThat(driver.failures()).isEmpty();
    }
    return seen.subList(0, count);
  }

  @Test
  void theSameSeedGivesTheSameFaults() {
    assertThat(faults(7, 30)).isEqualTo(faults(7, 30));
    assertThat(faults(7, 30)).isNotEqualTo(faults(8, 30));
  }

  @Test
  void eachFaultComesAsOftenAsItsWeight() {
    List<String> seen = faults(1, 40);

    assertThat(seen).filteredOn("a"::equals).hasSize(10);
    assertThat(seen.subList(0, 4)).contains("a");
  }

  @Test
  void closeHealsWhatHasStruck() {
    ChaosDriver driver =
        ChaosDriver.builder(1)
            .track("one", PAUSE, List.of(fault("long", 1, Duration.ofHours(1))))
            .track("two", PAUSE, List.of(fault("other", 1, Duration.ofHours(1))))
            .start();
    await().until(() -> open.get() == 2);

    driver.close();

    assertThat(open).hasValue(0);
    assertThat(driver.counts()).containsEntry("long", 1).containsEntry("other", 1);
  }

  @Test
  void whatCannotBeDoneIsTold() {
    Fault impossible =
        new Fault(
            "a",
            1,
            Duration.ZERO,
            random -> {
              throw new IOException("no");
            });
    Fault incurable =
        new Fault(
            "b",
            1,
            Duration.ZERO,
            random ->
                () -> {
                  throw new IOException("never");
                });
    try (ChaosDriver driver =
        ChaosDriver.builder(1).track("t", PAUSE, List.of(impossible, incurable)).start()) {
      await().until(() -> driver.failures().size() >= 2);

      assertThat(driver.failures())
          .anyMatch(it -> it.startsWith("a could not be done") && it.contains("no"))
          .anyMatch(it -> it.startsWith("b could not be healed") && it.contains("never"));
      assertThat(driver.counts()).doesNotContainKey("a").containsKey("b");
    }
  }

  @Test
  void aListenerThatThrowsKeepsNothingFromBeingHealed() {
    ChaosDriver driver =
        ChaosDriver.builder(1)
            .track("t", PAUSE, List.of(fault("a", 1, Duration.ZERO)))
            .onFault(
                line -> {
                  throw new AssertionError("not " + line);
                })
            .start();
    try (driver) {
      await().until(() -> driver.counts().getOrDefault("a", 0) >= 2);
    }

    assertThat(open).hasValue(0);
    assertThat(driver.failures()).anyMatch(it -> it.contains("not a"));
  }

  @Test
  void aFaultMayLastForEver() {
    try (ChaosDriver driver =
        ChaosDriver.builder(1)
            .track("t", PAUSE, List.of(fault("a", 1, Duration.ofSeconds(Long.MAX_VALUE))))
            .start()) {
      await().until(() -> driver.counts().containsKey("a"));
      assertThat(open).hasValue(1);
    }

    assertThat(open).hasValue(0);
  }

  @Test
  void badValuesAreRefused() {
    assertThatThrownBy(() -> fault("a", 0, Duration.ZERO)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> fault("a", 1, Duration.ofMillis(-1))).hasMessageContaining("negative");
    assertThatThrownBy(() -> ChaosDriver.builder(1).track("t", Duration.ZERO, List.of()))
        .hasMessageContaining("positive");
  }
}
