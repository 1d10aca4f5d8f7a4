package dev.warren.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.retry.RetryPolicy;
import dev.warren.task.Code;
import dev.warren.task.Limits;
import dev.warren.task.Schedule;
import dev.warren.task.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JobOptionsTest {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final JobOptions.Builder builder = JobOptions.builder();

  private void refuses(Consumer<JobOptions.Builder> setting, String message) {
    assertThatThrownBy(() -> setting.accept(builder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void unlessSaidOtherwiseAJobIsPlain() {
    JobOptions options = builder.build();

    assertThat(options.queue()).isEqualTo("default");
    assertThat(options.name()).isEmpty();
    assertThat(options.priority()).isEqualTo(4);
    assertThat(options.chunk()).isEqualTo(500);
    assertThat(options.delay()).isZero();
    assertThat(options.keep()).isEqualTo(Duration.ofDays(7));
    assertThat(options.key()).isEmpty();
    assertThat(options.keyWindow()).isZero();
    assertThat(options.terms(NOW, Code.NONE)).isEqualTo(Terms.ofDefaults());
  }

  @Test
  void shippedCodeIsAdded() {
    List<Path> both =
        builder.ship(List.of(Path.of("a"))).ship(List.of(Path.of("b"))).build().shipped();

    assertThat(both).containsExactly(Path.of("a"), Path.of("b"));
  }

  @Test
  void takesWhatIsWithinTheBounds() {
    String longest = "x".repeat(200);
    JobOptions options =
        builder
            .queue("q".repeat(100))
            .name(longest)
            .priority(9)
            .chunk(10_000)
            .delay(MONTH)
            .keep(MONTH)
            .unique(longest, MONTH)
            .build();

    assertThat(options.queue()).hasSize(100);
    assertThat(options.name()).isEqualTo(longest);
    assertThat(options.priority()).isEqualTo(9);
    assertThat(options.chunk()).isEqualTo(10_000);
    assertThat(options.delay()).isEqualTo(MONTH);
    assertThat(options.keep()).isEqualTo(MONTH);
    assertThat(options.key()).isEqualTo(longest);
    assertThat(options.keyWindow()).isEqualTo(MONTH);

    JobOptions least =
        builder
            .name("")
            .priority(0)
            .chunk(1)
            .delay(Duration.ZERO)
            .keep(Duration.ofSeconds(1))
            .unique("k", Duration.ofNanos(1))
            .build();

    assertThat(least.priority()).isZero();
    assertThat(least.chunk()).isEqualTo(1);
    assertThat(least.keep()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void refusesAQueueThatIsNone() {
    refuses(it -> it.queue("a b"), "a queue's name has 1 to 100 letters");
    refuses(it -> it.queue(""), "a queue's name has 1 to 100 letters");
  }

  @Test
  void refusesANameThatIsTooLong() {
    refuses(it -> it.name("x".repeat(201)), "a name has at most 200 characters, not 201");
  }

  @Test
  void refusesAPriorityOutOfBounds() {
    refuses(it -> it.priority(-1), "a priority is 0 to 9, not -1");
    refuses(it -> it.priority(10), "a priority is 0 to 9, not 10");
  }

  @Test
  void refusesAChunkOutOfBounds() {
    refuses(it -> it.chunk(0), "a chunk is 1 to 10000 calls, not 0");
    refuses(it -> it.chunk(10_001), "a chunk is 1 to 10000 calls, not 10001");
  }

  @Test
  void refusesADelayOutOfBounds() {
    refuses(it -> it.delay(Duration.ofNanos(-1)), "a job waits for 30 days at most, not PT-0.0");
    refuses(it -> it.delay(MONTH.plusNanos(1)), "a job waits for 30 days at most, not PT720H");
  }

  @Test
  void refusesToKeepForTooShortOrTooLong() {
    refuses(it -> it.keep(Duration.ofMillis(999)), "kept for a second to 30 days, not PT0.999S");
    refuses(it -> it.keep(MONTH.plusNanos(1)), "kept for a second to 30 days, not PT720H");
  }

  @Test
  void refusesAKeyOutOfBounds() {
    String window = "a key holds for more than zero and at most 30 days, not ";
    refuses(it -> it.unique("", HOUR), "a key has 1 to 200 characters");
    refuses(it -> it.unique("x".repeat(201), HOUR), "a key has at most 200 characters, not 201");
    refuses(it -> it.unique("k", Duration.ZERO), window + "PT0S");
    refuses(it -> it.unique("k", HOUR.negated()), window + "PT-1H");
    refuses(it -> it.unique("k", MONTH.plusNanos(1)), window + "PT720H");
  }

  @Test
  void refusesLimitsOutOfBounds() {
    refuses(it -> it.softLimit(Duration.ZERO), "the soft limit must be 1 ms to 30 days");
    refuses(it -> it.hardLimit(MONTH.plusNanos(1)), "the hard limit must be 1 ms to 30 days");
    builder.softLimit(HOUR).hardLimit(HOUR.minusNanos(1));
    refuses(JobOptions.Builder::build, "is shorter than the soft one");
  }

  @Test
  void refusesAnEndOutOfBounds() {
    String message = "expiresAfter is more than zero and at most 366 days, not ";
    refuses(it -> it.expiresAfter(Duration.ZERO), message + "PT0S");
    refuses(it -> it.expiresAfter(HOUR.negated()), message + "PT-1H");
    refuses(it -> it.expiresAfter(Duration.ofDays(366).plusNanos(1)), message + "PT8784H");
  }

  @Test
  void refusesNoPolicy() {
    assertThatThrownBy(() -> builder.retry(null)).hasMessage("policy");
  }

  @Test
  void callsTravelOnTheTermsThatWereSet() {
    RetryPolicy policy = RetryPolicy.builder().attempts(3).build();
    Terms terms =
        builder
            .retry(policy)
            .softLimit(HOUR)
            .hardLimit(HOUR.multipliedBy(2))
            .delay(HOUR)
            .expiresAfter(HOUR)
            .build()
            .terms(NOW, Code.NONE);

    assertThat(terms.policy()).isEqualTo(policy);
    assertThat(terms.limits())
        .isEqualTo(new Limits(Optional.of(HOUR), Optional.of(HOUR.multipliedBy(2))));
    assertThat(terms.schedule())
        .as("counted from when the job may begin")
        .isEqualTo(Schedule.atOnce().expiringAt(NOW.plus(HOUR)));
  }

  @Test
  void aKeyCannotOutliveItsJob() {
    builder.keep(HOUR).unique("k", HOUR.plusNanos(1));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a key cannot hold for longer (PT1H0.000000001S) than its job is");
    assertThat(builder.delay(HOUR).build().keyWindow()).isGreaterThan(HOUR);
  }

  @Test
  void optionsDoNotChangeWithTheirBuilder() {
    JobOptions options = builder.name("one").build();

    builder.name("two").priority(9);

    assertThat(options.name()).isEqualTo("one");
    assertThat(options.priority()).isEqualTo(4);
    assertThat(builder.build().name()).isEqualTo("two");
  }
}
