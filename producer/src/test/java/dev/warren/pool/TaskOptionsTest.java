package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.retry.RetryPolicy;
import dev.warren.task.Limits;
import dev.warren.task.Terms;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskOptionsTest {

  private static final RetryPolicy TWO = RetryPolicy.builder().attempts(2).build();
  private static final RetryPolicy FIVE = RetryPolicy.builder().attempts(5).build();

  private static TaskOptions retry(RetryPolicy policy) {
    return TaskOptions.builder().retry(policy).build();
  }

  @Test
  void whereNothingIsSetTheTermsAreTheDefault() {
    assertThat(TaskOptions.none().terms()).isEqualTo(Terms.ofDefaults());
  }

  @Test
  void whatIsSetGoesBeforeWhatThePoolSays() {
    assertThat(retry(TWO).over(retry(FIVE)).terms().policy()).isEqualTo(TWO);
    assertThat(TaskOptions.none().over(retry(FIVE)).terms().policy()).isEqualTo(FIVE);
    assertThat(retry(TWO).over(TaskOptions.none()).terms().policy()).isEqualTo(TWO);
  }

  @Test
  void theBuilderOfAPoolKeepsWhatIsNotSetAnew() {
    PoolBuilder builder = Pool.builder().retry(TWO).options(TaskOptions.none());

    assertThat(builder.options().retry()).contains(TWO);
    assertThat(builder.options(retry(FIVE)).options().retry()).contains(FIVE);
  }

  @Test
  void eachLimitGoesBeforeThatOfThePool() {
    Duration second = Duration.ofSeconds(1);
    Duration minute = Duration.ofMinutes(1);
    TaskOptions pool = TaskOptions.builder().softLimit(second).hardLimit(minute).build();
    TaskOptions call = TaskOptions.builder().hardLimit(second).build();

    assertThat(call.over(pool).terms().limits())
        .isEqualTo(Limits.NONE.withSoft(second).withHard(second));
    assertThat(TaskOptions.none().over(pool).terms().limits()).isEqualTo(pool.limits());
    assertThatThrownBy(
            () -> TaskOptions.builder().hardLimit(Duration.ofMillis(999)).build().over(pool))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the hard limit, PT0.999S, is shorter than the soft one, PT1S");
  }

  @Test
  void aLimitOutOfItsBoundsIsRefusedAtOnce() {
    TaskOptions.Builder builder = TaskOptions.builder();

    assertThatThrownBy(() -> builder.softLimit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the soft limit must be 1 ms to 30 days, not PT0S");
    assertThatThrownBy(() -> builder.hardLimit(Duration.ofDays(31)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the hard limit must be 1 ms to 30 days, not PT744H");
  }

  @Test
  void thereIsNoNothing() {
    assertThatThrownBy(() -> retry(null)).isInstanceOf(NullPointerException.class);
  }
}
