package dev.warren.pool;

import java.io.Serializable;
import java.time.Duration;

/** A pool whose calls carry other options; in everything else it is that pool. Thread-safe. */
final class PoolView extends Submissions {

  private final BrokerPool pool;

  PoolView(BrokerPool pool, TaskOptions options) {
    super(options);
    this.pool = pool;
  }

  @Override
  Submitter running() {
    return pool.running();
  }

  @Override
  public Pool with(TaskOptions options) {
    return new PoolView(pool, options.over(options()));
  }

  @Override
  public PoolStatistics statistics() {
    return pool.statistics();
  }

  @Override
  public void check(Serializable task) {
    pool.check(task);
  }

  @Override
  public void callback(Runnable action) {
    pool.callback(action);
  }

  @Override
  public void close() {
    pool.close();
  }

  @Override
  public void join() {
    pool.join();
  }

  @Override
  public boolean join(Duration timeout) {
    return pool.join(timeout);
  }

  @Override
  public void terminate() {
    pool.terminate();
  }

  @Override
  public boolean isOpen() {
    return pool.isOpen();
  }

  @Override
  public boolean hasEnded() {
    return pool.hasEnded();
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    return pool.awaitEnd(nanos);
  }
}
