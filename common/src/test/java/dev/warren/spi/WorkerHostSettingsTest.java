package dev.warren.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.topology.QueueSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WorkerHostSettingsTest {

  private static final QueueSpec QUEUE = QueueSpec.sharedTasks("q");

  private static WorkerHostSettings.Builder builder() {
    return WorkerHostSettings.builder("amqp://broker", QUEUE);
  }

  @Test
  void hasTheDefaultsThatItNames() {
    WorkerHostSettings settings = builder().build();

    assertThat(settings.broker()).isEqualTo("amqp://broker");
    assertThat(settings.queue()).isEqualTo(QUEUE);
    assertThat(settings.name()).isEqualTo("local");
    assertThat(settings.processes()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.classPath()).isEqualTo(System.getProperty("java.class.path"));
    assertThat(settings.jvmOptions()).isEmpty();
    assertThat(settings.maxTasksPerChild()).isZero();
    assertThat(settings.initializer()).isEmpty();
    assertThat(settings.signingKey()).isEmpty();
    assertThat(settings.trusted()).isFalse();
    assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void takesWhatItIsGiven() {
    Consumer<OutputLine> output = line -> {};
    WorkerHostSettings.Initializer initializer =
        new WorkerHostSettings.Initializer("a.B::c", new byte[0]);

    WorkerHostSettings settings =
        builder()
            .name("n")
            .processes(7)
            .classPath("/x.jar")
            .jvmOptions(List.of("-Xmx1g"))
            .heap(6)
            .memory(8)
            .maxTasksPerChild(5)
            .initializer(initializer)
            .signingKey("key")
            .trusted(true)
            .relays(false)
            .output(output)
            .patience(Duration.ZERO)
            .commands(QueueSpec.commands("q"))
            .code(new WorkerHostSettings.CodeRules(true, 9))
            .shards(10)
            .build();

    assertThat(settings)
        .isEqualTo(
            new WorkerHostSettings(
                "amqp://broker",
                QUEUE,
                Optional.of(QueueSpec.commands("q")),
                "n",
                7,
                "/x.jar",
                List.of("-Xmx1g"),
                6,
                8,
                5,
                Optional.of(initializer),
                "key",
                true,
                false,
                output,
                Duration.ZERO,
                new WorkerHostSettings.CodeRules(true, 9),
                Optional.empty(),
                10));
  }

  @Test
  void aHostThatScalesItselfStartsWithTheLeast() {
    SlotRange range = new SlotRange(2, 5);

    assertThat(builder().autoscale(range).processes(9).build().processes()).isEqualTo(2);
    assertThat(builder().autoscale(range).build().autoscale()).contains(range);
    assertThat(builder().build().autoscale()).isEmpty();
  }

  @Test
  void refusesShardsThatTheQueueCannotHave() {
    assertThatThrownBy(() -> builder().shards(65).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shards must be 1 to 64, not 65");
    assertThatThrownBy(() -> builder().shards(0).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                WorkerHostSettings.builder("amqp://broker", QueueSpec.privateTasks("p"))
                    .shards(2)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("warren.pool.p has no shard 1");
  }

  @Test
  void refusesFewerThanOneProcess() {
    assertThatThrownBy(() -> builder().processes(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("processes must be at least 1, not 0");
  }

  @Test
  void refusesNegativeMemory() {
    assertThatThrownBy(() -> builder().heap(-1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not -1 and 0");
    assertThatThrownBy(() -> builder().memory(-1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0 and -1");
  }

  @Test
  void refusesANegativeNumberOfTasks() {
    assertThatThrownBy(() -> builder().maxTasksPerChild(-1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not -1");
  }

  @Test
  void copiesTheOptions() {
    List<String> options = new ArrayList<>(List.of("-Xmx1g"));
    WorkerHostSettings settings = builder().jvmOptions(options).build();

    options.clear();

    assertThat(settings.jvmOptions()).containsExactly("-Xmx1g");
  }
}
