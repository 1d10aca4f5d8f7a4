package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.broker.EmbeddedBroker;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.pool.PoolTerminatedException;
import dev.warren.transport.BrokerException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The pool on the broker in its own JVM. */
class EmbeddedPoolIT extends PoolContract {

  @Override
  PoolBuilder builder() {
    return Pool.builder();
  }

  @Test
  void aBrokerThatIsGoneForGoodShouldEndThePoolAndSayWhy() {
    EmbeddedBroker broker = EmbeddedBroker.start();
    Pool pool =
        Pool.builder()
            .broker(broker.uri().toString())
            .processes(1)
            .patience(Duration.ofSeconds(1))
            .open();
    AsyncResult<Integer> pending = pool.applyAsync(E2eTasks::sleepForEver);

    broker.close();

    assertThatThrownBy(() -> pending.get(Duration.ofSeconds(30)))
        .isInstanceOf(PoolTerminatedException.class)
        .hasMessageContaining("127.0.0.1:" + broker.port())
        .hasCauseInstanceOf(BrokerException.class);
    pool.join();
  }
}
