package dev.warren.e2e;

import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;

/** The pool on the broker in its own JVM. */
class EmbeddedPoolIT extends PoolContract {

  @Override
  PoolBuilder builder() {
    return Pool.builder();
  }
}
