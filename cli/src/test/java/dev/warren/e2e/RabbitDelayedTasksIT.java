package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** On RabbitMQ, also with connections that break. */
class RabbitDelayedTasksIT extends DelayedTasksContract {

  private static RabbitBroker rabbit() {
    return RabbitBrokers.required();
  }

  @Override
  String broker() {
    return rabbit().uri().toString();
  }

  /** What is sent again has two copies on the broker, and both get to the host in time. */
  @Test
  void callsShouldRunOnceAndInTimeAlthoughTheConnectionIsLostMeanwhile() throws Exception {
    Assumptions.assumeTrue(rabbit().canRestart(), "this broker is not ours to disturb");
    startHost();
    Pool pool = remote();
    pool.apply(DelayTasks::now, 0);
    Duration delay = Duration.ofSeconds(8);
    long start = System.currentTimeMillis();
    List<AsyncResult<Long>> calls = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      calls.add(note(pool.with(in(delay.plusMillis(i * 50L))), i));
    }

    for (int cut = 0; cut < 2; cut++) {
      rabbit().closeAllConnections();
      pool.apply(DelayTasks::now, 0);
    }

    for (int i = 1; i <= 20; i++) {
      long least = delay.toMillis() + i * 50L;
      assertThat(calls.get(i - 1).get(SOON) - start).isBetween(least, least + 4_000);
    }
    pool.apply(DelayTasks::now, 0);
    for (int i = 1; i <= 20; i++) {
      assertThat(Files.readString(folder.resolve("run-" + i))).as("runs of %s", i).isEqualTo("x");
    }
  }
}
