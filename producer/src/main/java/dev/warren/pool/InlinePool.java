package dev.warren.pool;

import dev.warren.transport.LinkSettings;
import java.io.Serializable;
import java.time.Duration;

/**
 * A pool without processes and broker, or a view of one whose calls carry other options. See {@link
 * Pool#inline()}. Thread-safe.
 */
final class InlinePool extends Submissions {

  private final InlineEngine engine;

  InlinePool() {
    this(new InlineEngine(), TaskOptions.none());
  }

  private InlinePool(InlineEngine engine, TaskOptions options) {
    super(options);
    this.engine = engine;
  }

  @Override
  Submitter running() {
    return engine;
  }

  @Override
  public Pool with(TaskOptions options) {
    return new InlinePool(engine, options.over(options()));
  }

  @Override
  public void check(Serializable task) {
    engine.ref(task);
  }

  /** Nothing is ever sent again here. */
  @Override
  public PoolStatistics statistics() {
    return new PoolStatistics(engine.calls(), 0, 0);
  }

  @Override
  public void callback(Runnable action) {
    engine.callbacks().run(action);
  }

  @Override
  public void close() {
    engine.life().close();
  }

  @Override
  public void terminate() {
    engine.life().terminate();
  }

  @Override
  public void join() {
    join(LinkSettings.FOR_EVER);
  }

  @Override
  public boolean join(Duration timeout) {
    return engine.life().join(Handle.nanos(timeout));
  }

  @Override
  public boolean isOpen() {
    return engine.life().isOpen();
  }

  @Override
  public boolean hasEnded() {
    return engine.life().hasEnded();
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    return engine.life().awaitEnd(nanos);
  }
}
