package dev.warren.worker.command;

import dev.warren.codec.Signer;
import dev.warren.os.Family;
import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostListener;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.spi.WorkerStartException;
import dev.warren.sync.route.Relay;
import dev.warren.sync.route.Routes;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands for whoever orders them on a queue, beside the slots that run tasks and on a
 * connection of its own. Nothing that it has started outlives it. Thread-safe.
 */
public final class CommandHost implements RunningWorkerHost {

  private static final Logger log = LoggerFactory.getLogger(CommandHost.class);
  private static final Duration TICK = Duration.ofSeconds(2);

  private enum Phase {
    SERVING,
    DRAINING,
    KILLED
  }

  private final String id = UUID.randomUUID().toString();
  private final WorkerHostSettings settings;
  private final QueueSpec queue;
  private final WorkerHostListener listener;
  private final Signer signer;
  private final Guard guard;
  private final Launcher launcher;
  private final Relay relay;
  private final ScheduledExecutorService ticker = executor("tick");
  private final ScheduledExecutorService control = executor("control");
  private final CountDownLatch ended = new CountDownLatch(1);
  private Phase phase = Phase.SERVING;
  private BrokerLink link;
  private HostSession session;

  private CommandHost(
      WorkerHostSettings settings,
      QueueSpec queue,
      BrokerAddress address,
      WorkerHostListener listener)
      throws IOException {
    Family all = new Family();
    this.settings = settings;
    this.queue = queue;
    this.listener = listener;
    this.signer = Signer.of(settings.signingKey());
    this.guard = Guard.start(all);
    this.launcher = new Launcher(settings, all, guard);
    this.relay = Routes.relay(address);
  }

  /**
   * Starts a host and returns at once.
   *
   * @param settings what it should do; {@link WorkerHostSettings#commands()} must be there
   * @param listener hears if it has to give up
   * @return the host
   * @throws IllegalArgumentException if the broker's address or the signing key is not one
   * @throws WorkerStartException if no process can be started
   */
  public static CommandHost start(WorkerHostSettings settings, WorkerHostListener listener) {
    BrokerAddress address = BrokerAddress.parse(settings.broker());
    CommandHost host;
    try {
      host = new CommandHost(settings, settings.commands().orElseThrow(), address, listener);
    } catch (IOException e) {
      throw WorkerStartException.notSpawned(e);
    }
    LinkSettings linkSettings =
        new LinkSettings(
            address, "warren commands " + host.name(), settings.patience(), settings.patience());
    synchronized (host) {
      host.link = BrokerLink.open(linkSettings, host.new Connected());
    }
    var unused =
        host.ticker.scheduleWithFixedDelay(
            host::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    host.thread("end", host::finish).start();
    return host;
  }

  private ScheduledExecutorService executor(String role) {
    return Executors.newSingleThreadScheduledExecutor(task -> thread(role, task));
  }

  private Thread thread(String role, Runnable task) {
    Thread thread = new Thread(task, "warren-commands-" + role);
    thread.setDaemon(true);
    return thread;
  }

  String id() {
    return id;
  }

  String name() {
    return settings.name();
  }

  QueueSpec queue() {
    return queue;
  }

  /**
   * How many commands it runs at a time.
   *
   * @return as many as there are processes for tasks beside it
   */
  public int processes() {
    return settings.processes();
  }

  /**
   * How many commands it has taken and not ended yet.
   *
   * @return the number; empty while there is no connection
   */
  public OptionalInt running() {
    HostSession now = session();
    return now == null ? OptionalInt.empty() : OptionalInt.of(now.size());
  }

  Signer signer() {
    return signer;
  }

  Launcher launcher() {
    return launcher;
  }

  synchronized boolean isStopping() {
    return phase != Phase.SERVING;
  }

  private synchronized HostSession session() {
    return session;
  }

  void later(Runnable action) {
    try {
      control.execute(action);
    } catch (RejectedExecutionException e) {
      log.debug("the host has ended, and with it all that it has started");
    }
  }

  synchronized void changed() {
    notifyAll();
  }

  private void tick() {
    HostSession now = session();
    if (now != null) {
      now.tick();
    }
  }

  @Override
  public void drain() {
    HostSession now;
    synchronized (this) {
      if (phase != Phase.SERVING) {
        return;
      }
      phase = Phase.DRAINING;
      now = session;
      notifyAll();
    }
    if (now != null) {
      thread("drain", now::stop).start();
    }
  }

  @Override
  public synchronized void kill() {
    phase = Phase.KILLED;
    notifyAll();
  }

  @Override
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends all once it is drained or killed. */
  private void finish() {
    try {
      awaitIdle();
      HostSession last = session();
      if (last != null) {
        last.fence();
      }
      BrokerLink open;
      synchronized (this) {
        open = link;
      }
      open.close();
    } catch (InterruptedException e) {
      log.debug("the end of the commands of worker host {} was interrupted", name());
    } finally {
      ticker.shutdownNow();
      control.shutdown();
      guard.close();
      relay.close();
      ended.countDown();
    }
  }

  private synchronized void awaitIdle() throws InterruptedException {
    while (phase != Phase.KILLED
        && (phase == Phase.SERVING || (session != null && !session.isEmpty()))) {
      wait();
    }
  }

  private final class Connected implements LinkListener {

    @Override
    public void up(Session fresh) throws IOException {
      HostSession next = new HostSession(CommandHost.this, fresh);
      synchronized (CommandHost.this) {
        session = next;
      }
      next.open();
    }

    @Override
    public void down(String reason) {
      HostSession last;
      synchronized (CommandHost.this) {
        last = session;
        session = null;
      }
      if (last != null) {
        last.fence();
      }
      changed();
    }

    @Override
    public void failed(BrokerException reason) {
      listener.failed(reason);
    }
  }
}
