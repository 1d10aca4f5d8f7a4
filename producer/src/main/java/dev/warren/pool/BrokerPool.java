package dev.warren.pool;

import dev.warren.codec.Signer;
import dev.warren.spi.LocalBroker;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostListener;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.spi.WorkerStartException;
import dev.warren.task.Failure;
import dev.warren.task.WarrenException;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool over a broker: the engine, and what it has of its own, a broker in this JVM and a host
 * with local workers.
 *
 * <p>Life: OPEN, then CLOSED or TERMINATED, and from CLOSED perhaps still to TERMINATED. The first
 * step out of OPEN starts the one thread that takes everything down in order.
 */
final class BrokerPool extends Submissions {

  private static final Logger log = LoggerFactory.getLogger(BrokerPool.class);

  private enum State {
    OPEN,
    CLOSED,
    TERMINATED
  }

  private final Optional<LocalBroker> broker;
  private final Engine engine;
  private final Optional<WorkerHostSettings> localWorkers;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExitHook exitHook = new ExitHook(this::isOpen, this::killHost);
  private Optional<RunningWorkerHost> host = Optional.empty();
  private State state = State.OPEN;
  private PoolTerminatedException failure;

  private BrokerPool(PoolBuilder settings, Optional<LocalBroker> broker) {
    super(settings.options());
    this.broker = broker;
    String uri = broker.map(it -> it.uri().toString()).or(settings::broker).orElseThrow();
    QueueSpec queue =
        settings.queue().orElseGet(() -> QueueSpec.privateTasks(UUID.randomUUID().toString()));
    boolean local = settings.queue().isEmpty();
    String key =
        local && settings.signingKey().isEmpty() ? Signer.randomKey() : settings.signingKey();
    LinkSettings link =
        new LinkSettings(
            BrokerAddress.parse(uri), "warren pool", settings.patience(), settings.patience());
    engine = new Engine(settings, link, queue, key, this::brokerLost);
    Consumer<OutputLine> output =
        settings.output().isPresent() ? engine::printed : OutputLine::print;
    localWorkers =
        local
            ? Optional.of(LocalWorkers.settings(settings, uri, queue, key, output))
            : Optional.empty();
  }

  static Pool open(PoolBuilder settings) {
    Optional<LocalBroker> broker =
        settings.broker().isPresent() ? Optional.empty() : Optional.of(Parts.startBroker());
    BrokerPool pool;
    try {
      pool = new BrokerPool(settings, broker);
    } catch (RuntimeException e) {
      broker.ifPresent(LocalBroker::close);
      throw e;
    }
    try {
      pool.exitHook.add();
      pool.start();
      return pool;
    } catch (WarrenException e) {
      pool.terminate();
      pool.join();
      throw pool.reason(e);
    } catch (IllegalArgumentException e) {
      pool.terminate();
      pool.join();
      throw e; // The host finds fault with its settings.
    } catch (InterruptedException e) {
      pool.terminate();
      throw new PoolInterruptedException("the broker", e);
    }
  }

  private void start() throws InterruptedException {
    engine.start();
    synchronized (this) {
      host = localWorkers.map(it -> Parts.startHost(it, new LocalHost()));
    }
    engine.awaitUp();
  }

  /** Why the pool could not be opened: what failed first, not what that led to. */
  private synchronized WarrenException reason(WarrenException seen) {
    if (failure == null) {
      return seen;
    }
    return failure.getCause() instanceof BrokerException first
        ? new BrokerException(first.address(), first.getMessage(), first)
        : failure;
  }

  @Override
  public void check(Serializable task) {
    engine.check(task);
  }

  @Override
  synchronized Engine running() {
    if (failure != null) {
      throw new PoolTerminatedException(failure.getMessage(), failure);
    }
    if (state != State.OPEN) {
      throw new IllegalStateException("the pool is closed: submit before close() or terminate()");
    }
    return engine;
  }

  @Override
  public Pool with(TaskOptions options) {
    return new PoolView(this, options.over(options()));
  }

  @Override
  public PoolStatistics statistics() {
    return engine.statistics();
  }

  @Override
  public void callback(Runnable action) {
    engine.callback(action);
  }

  @Override
  public synchronized boolean isOpen() {
    return state == State.OPEN && failure == null;
  }

  @Override
  public boolean hasEnded() {
    return ended.getCount() == 0;
  }

  @Override
  public boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (state == State.OPEN) {
        state = State.CLOSED;
        // Before the thread that waits for the engine to be quiet, or it might be so too early.
        engine.close();
        startTakingDown();
      }
    }
  }

  @Override
  public void terminate() {
    stopNow(new PoolTerminatedException("the pool was terminated before the task was done", null));
  }

  @Override
  public void join() {
    join(LinkSettings.FOR_EVER);
  }

  @Override
  public boolean join(Duration timeout) {
    synchronized (this) {
      if (state == State.OPEN) {
        throw new IllegalStateException("the pool is still open: close() or terminate() it first");
      }
    }
    if (engine.isOwnThread()) {
      throw new IllegalStateException("a callback cannot wait for the pool: the pool waits for it");
    }
    try {
      return ended.await(Handle.nanos(timeout), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("the pool", e);
    }
  }

  /** What the host of the local workers has to say. */
  private final class LocalHost implements WorkerHostListener {
    @Override
    public void failed(WarrenException reason) {
      hostFailed(reason);
    }

    @Override
    public void progress(ProgressReport report) {
      engine.reported(report);
    }
  }

  private void hostFailed(WarrenException reason) {
    Throwable cause = reason;
    if (reason instanceof WorkerStartException start && start.initializerFailure().isPresent()) {
      Failure thrown = start.initializerFailure().get();
      cause = Rebuilt.exception(thrown).orElse(reason);
    }
    fail(new PoolTerminatedException("the pool has failed: " + reason.getMessage(), cause));
  }

  private void brokerLost(BrokerException reason) {
    fail(new PoolTerminatedException("the pool has failed: " + reason.getMessage(), reason));
  }

  private void fail(PoolTerminatedException reason) {
    synchronized (this) {
      if (failure == null) {
        failure = reason;
      }
    }
    stopNow(reason);
  }

  private void stopNow(RuntimeException reason) {
    boolean wasOpen;
    synchronized (this) {
      wasOpen = state == State.OPEN;
      state = ended.getCount() == 0 ? state : State.TERMINATED;
    }
    killHost();
    engine.fail(reason);
    if (wasOpen) {
      startTakingDown();
    }
  }

  private void killHost() {
    host().ifPresent(RunningWorkerHost::kill);
  }

  private synchronized Optional<RunningWorkerHost> host() {
    return host;
  }

  /**
   * Starts the thread that ends the pool. It is no daemon, so that a closed pool gets to its end;
   * but for an imap that was left half-way it hands over to one that is.
   */
  private void startTakingDown() {
    new Thread(this::awaitQuiet, "warren-close").start();
  }

  private void awaitQuiet() {
    try {
      boolean done = engine.awaitQuiet();
      Thread rest = new Thread(this::takeDown, "warren-end");
      rest.setDaemon(!done);
      rest.start();
    } catch (InterruptedException e) {
      log.warn("the end of a pool was interrupted");
      ended.countDown();
    }
  }

  private void takeDown() {
    try {
      engine.awaitDone();
      if (host().isPresent()) {
        host().get().drain();
        host().get().awaitEnd(LinkSettings.FOR_EVER);
      }
      engine.disconnect();
      engine.finishListeners();
    } catch (InterruptedException e) {
      log.warn("the end of a pool was interrupted");
    } finally {
      broker.ifPresent(LocalBroker::close);
      exitHook.remove();
      ended.countDown();
    }
  }
}
