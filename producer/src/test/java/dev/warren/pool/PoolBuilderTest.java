package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.retry.RetryPolicy;
import dev.warren.spi.OutputLine;
import dev.warren.topology.QueueSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolBuilderTest {

  private final PoolBuilder builder = new PoolBuilder();

  @Test
  void hasTheDefaultsThatItNames() {
    assertThat(builder.broker()).isEmpty();
    assertThat(builder.queue()).isEmpty();
    assertThat(builder.processes()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(builder.maxTasksPerChild()).isZero();
    assertThat(builder.options().retry()).isEmpty();
    assertThat(builder.initializer()).isEmpty();
    assertThat(builder.signingKey()).isEmpty();
    assertThat(builder.patience()).isEqualTo(PoolBuilder.DEFAULT_PATIENCE);
    assertThat(builder.jvmOptions()).isEmpty();
    assertThat(builder.classPath()).isEmpty();
    assertThat(builder.output()).isEmpty();
    assertThat(builder.progress()).isEmpty();
  }

  @Test
  void keepsWhatItIsGiven() {
    Initializer initializer = () -> {};
    Consumer<OutputLine> output = line -> {};

    builder
        .broker("amqp://a,amqps://b")
        .queue("q")
        .processes(3)
        .maxTasksPerChild(4)
        .retry(RetryPolicy.builder().crashAttempts(1).build())
        .initializer(initializer)
        .signingKey("0123456789abcdef")
        .patience(Duration.ZERO)
        .onOutput(output)
        .jvmOptions("-Xmx1g", "-ea")
        .jvmOptions("-Da=b")
        .addToClassPath(List.of(Path.of("/a.jar"), Path.of("/b")));

    assertThat(builder.broker()).contains("amqp://a,amqps://b");
    assertThat(builder.queue()).contains(QueueSpec.sharedTasks("q"));
    assertThat(builder.processes()).isEqualTo(3);
    assertThat(builder.maxTasksPerChild()).isEqualTo(4);
    assertThat(builder.options().retry()).contains(RetryPolicy.builder().crashAttempts(1).build());
    assertThat(builder.initializer()).contains(initializer);
    assertThat(builder.signingKey()).isEqualTo("0123456789abcdef");
    assertThat(builder.patience()).isZero();
    assertThat(builder.output()).containsSame(output);
    assertThat(builder.jvmOptions()).containsExactly("-Xmx1g", "-ea", "-Da=b");
    assertThat(builder.classPath()).containsExactly(Path.of("/a.jar"), Path.of("/b"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void countsAreAtLeastOne(int count) {
    assertThatThrownBy(() -> builder.processes(count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("processes must be at least 1, not " + count);
    assertThatThrownBy(() -> builder.maxTasksPerChild(count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxTasksPerChild must be at least 1, not " + count);
  }

  @Test
  void badValuesAreRefusedAtOnce() {
    assertThatThrownBy(() -> builder.broker("http://a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.queue("a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.signingKey("short"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.patience(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.retry(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> builder.initializer(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> builder.onOutput(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void aQueueNeedsItsBroker() {
    assertThatThrownBy(() -> builder.queue("q").open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(".broker(uri)");
  }

  @Test
  void onlyAQueueOfWorkerHostsHasShards() {
    assertThat(builder.shards()).isEqualTo(1);
    assertThatThrownBy(() -> builder.shards(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.shards(65))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shards must be 1 to 64, not 65");
    assertThatThrownBy(() -> builder.broker("amqp://a").shards(2).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no shards");
  }

  static Stream<UnaryOperator<PoolBuilder>> workerSettings() {
    return Stream.of(
        it -> it.processes(1),
        it -> it.maxTasksPerChild(1),
        it -> it.initializer(() -> {}),
        it -> it.jvmOptions("-ea"),
        it -> it.heap("1g"),
        it -> it.memory("2g"),
        it -> it.addToClassPath(List.of(Path.of("a"))));
  }

  @ParameterizedTest
  @MethodSource("workerSettings")
  void aPoolOnAQueueHasNoSettingsForWorkers(UnaryOperator<PoolBuilder> setting) {
    PoolBuilder remote = builder.broker("amqp://a").queue("q");

    assertThatThrownBy(() -> setting.apply(remote).open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no workers of its own");
  }
}
