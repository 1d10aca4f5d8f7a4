package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.sync.Event;
import dev.warren.sync.Lock;
import dev.warren.sync.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shared objects over RabbitMQ. */
@Tag("broker")
class RabbitSyncIT extends SyncContract {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static RabbitBroker rabbit() {
    return RabbitBrokers.required();
  }

  @Override
  String broker() {
    return rabbit().uri().toString();
  }

  @Test
  void lostConnectionsShouldEndWaitsAndReleaseLocks() throws Exception {
    Assumptions.assumeTrue(
        rabbit().canRestart(), "the connections of the broker given for tests are not ours");
    host();
    Lock lock = manager().lock();
    holder(lock);
    Path file = folder().resolve("end");
    Event event = manager().event();
    pool().applyAsync(SyncTasks::writeHowItEnds, event, file);
    await().atMost(SOON).until(() -> Files.exists(file) && Files.size(file) > 0);

    rabbit().closeAllConnections();

    assertThat(lock.acquire(SOON)).isTrue();
    await().atMost(SOON).untilAsserted(() -> assertThat(file).content().contains("\nlost "));
    event.set(); // The broker delivers both tasks again, and both end now.
    host();
    Queue<Integer> queue = manager().queue(Integer.class);
    assertThat(pool().applyAsync(SyncTasks::putRange, queue, 0, 10).get(SOON)).isEqualTo(10);
    assertThat(queue.getMany(10)).hasSize(10);
  }
}
