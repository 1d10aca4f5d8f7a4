package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.broker.EmbeddedBroker;
import dev.warren.broker.testing.EmbeddedBrokerExtension;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.spi.LocalBrokerOptions;
import dev.warren.transport.BrokerEvent;
import dev.warren.transport.BrokerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults under a pool, on the embedded broker. */
class EmbeddedBrokerFaultIT extends BrokerFaultContract {

  @RegisterExtension static final EmbeddedBrokerExtension BROKER = new EmbeddedBrokerExtension();

  @Override
  String uri() {
    return BROKER.uri().toString();
  }

  /** It has everything in memory, so this is a restart without data. */
  @Test
  void tasksShouldBeDoneThoughTheBrokerComesBackWithoutItsData() throws Exception {
    LocalBrokerOptions options = LocalBrokerOptions.random();
    EmbeddedBroker first = EmbeddedBroker.start(options);
    List<BrokerEvent> events = new CopyOnWriteArrayList<>();
    Pool pool =
        Pool.builder().broker(first.uri().toString()).processes(1).onBroker(events::add).open();
    List<AsyncResult<Long>> results = new ArrayList<>();
    for (long i = 0; i < 200; i++) {
      results.add(pool.applyAsync(E2eTasks::slowWhenEven, i));
    }

    first.close();
    EmbeddedBroker second =
        EmbeddedBroker.start(
            new LocalBrokerOptions(first.port(), options.user(), options.password()));
    try {
      for (int i = 0; i < 200; i++) {
        assertThat(results.get(i).get(Duration.ofMinutes(1))).isEqualTo((long) i * i);
      }
      pool.close();
      pool.join();
      assertThat(events.stream().map(BrokerEvent::state))
          .startsWith(BrokerState.CONNECTED, BrokerState.CONNECTION_LOST)
          .endsWith(BrokerState.CONNECTED);
    } finally {
      pool.terminate();
      pool.join();
      second.close();
    }
  }
}
