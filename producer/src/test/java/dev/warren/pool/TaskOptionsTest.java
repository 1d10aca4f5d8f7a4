package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.retry.RetryPolicy;
import dev.warren.task.Terms;
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
  void thereIsNoNothing() {
    assertThatThrownBy(() -> retry(null)).isInstanceOf(NullPointerException.class);
  }
}
