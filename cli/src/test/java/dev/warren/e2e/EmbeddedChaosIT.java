package dev.warren.e2e;

import dev.warren.pool.PoolBuilder;
import org.junit.jupiter.api.Tag;

/** Killed children, with the tasks on the embedded broker. */
@Tag("broker")
class EmbeddedChaosIT extends ChaosContract {

  @Override
  PoolBuilder builder() {
    return new EmbeddedPoolIT().builder();
  }
}
