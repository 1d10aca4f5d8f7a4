package dev.warren.e2e;

import dev.warren.pool.PoolBuilder;

/** Killed children, with the tasks on the embedded broker. */
class EmbeddedChaosIT extends ChaosContract {

  @Override
  PoolBuilder builder() {
    return new EmbeddedPoolIT().builder();
  }
}
