package dev.warren.worker;

import dev.warren.codec.Signer;
import dev.warren.spi.WorkerHostListener;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.sync.route.Relay;
import dev.warren.sync.route.Routes;
import dev.warren.task.WarrenException;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.Session;
import dev.warren.worker.control.Pace;
import dev.warren.worker.memory.MemoryShare;
import dev.warren.worker.memory.MemoryWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a queue: takes deliveries for its slots, has their children run them, and answers. The
 * only part of a machine that talks to the broker. Thread-safe.
 *
 * <p>Life: serving, then draining or killed, then ended. Draining may still turn into killed.
 */
public final class WorkerHost implements ObservedHost {

  private static final Logger log = LoggerFactory.getLogger(WorkerHost.class);

  private enum Phase {
    SERVING,
    DRAINING,
    KILLED
  }

  private final WorkerHostSettings settings;
  private final WorkerHostListener listener;
  private final Signer signer;
  private final Inbox inbox = new Inbox();
  private final Outbox outbox =
      new Outbox(reason -> intake().lose(reason), replyTo -> permits().gone(replyTo));
  private final DeadLetters deadLetters;
  private final EventPost events;
  private final Orders orders;
  private final Permits permits;
  private final Admission admission;
  private final Leases leases;
  private final JobService jobs;
  private final Intake intake;
  private final MemoryWatch memory;
  private final Vitals vitals;
  private final HeapShares shares;
  private final Slots slots;
  private final RemoteControl remote;
  private final HostConnection connection;
  private final Optional<Autoscaler> autoscaler;
  private final Pace pace = new Pace(System::nanoTime);
  private final Unsettled unsettled = new Unsettled();
  private final CountDownLatch ended = new CountDownLatch(1);

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SERVING);
  private final Optional<Relay> relay;
  private volatile BrokerLink link;
  private final CodeCache code;

  private WorkerHost(
      WorkerHostSettings settings,
      BrokerAddress address,
      HeapShares shares,
      WorkerHostListener listener) {
    this.settings = settings;
    this.listener = listener;
    this.signer = Signer.of(settings.signingKey());
    this.relay = settings.relays() ? Optional.of(Routes.relay(address)) : Optional.empty();
    this.deadLetters =
        new DeadLetters(settings.queue(), settings.name(), signer, Clock.systemUTC());
    this.events = new EventPost(settings.name());
    this.permits = new Permits(settings.name(), events, new Deserted(System::nanoTime));
    this.leases = new Leases(inbox, signer, events, settings.name(), System::nanoTime);
    this.jobs =
        new JobService(
            settings.queue(),
            settings.name(),
            signer,
            new FromJournal(),
            (delivery, why) -> admission().bury(delivery, why),
            this::isStopping);
    this.intake =
        new Intake(
            settings.queue(),
            settings.shards(),
            this::slots,
            inbox,
            new Markers(signer, events, settings.name()),
            jobs,
            this::isStopping);
    this.admission = new Admission(this);
    this.shares = shares;
    this.slots = new Slots(this, intake::resized);
    this.orders = new Orders(slots.all(), signer, events, permits, leases::drop);
    this.code = CodeCache.of(settings.code(), signer, this::session);
    this.memory = MemoryWatch.start(settings.name());
    this.vitals = new Vitals(slots::count, Clock.systemUTC(), System::nanoTime);
    this.remote = new RemoteControl(this, settings, signer);
    this.connection = new HostConnection(this);
    this.autoscaler = settings.autoscale().map(range -> new Autoscaler(this, range));
  }

  /**
   * Starts a host and returns at once.
   *
   * @param settings what it should do
   * @param listener hears if it has to give up
   * @return the host
   * @throws IllegalArgumentException if the broker's address or the signing key is not one, or the
   *     machine has not the memory that its processes may use
   */
  public static WorkerHost start(WorkerHostSettings settings, WorkerHostListener listener) {
    BrokerAddress address = BrokerAddress.parse(settings.broker());
    HeapShares shares = new HeapShares(settings, MemoryShare::ofMachine);
    WorkerHost host = new WorkerHost(settings, address, shares, listener);
    host.slots.resize(settings.processes());
    LinkSettings linkSettings =
        new LinkSettings(
            address, "warren worker " + settings.name(), settings.patience(), settings.patience());
    host.jobs.start();
    host.link = BrokerLink.open(linkSettings, host.connection);
    host.daemon(host::finish, "end").start();
    host.autoscaler.ifPresent(it -> host.daemon(it, "autoscale").start());
    return host;
  }

  /** It is drained and killed along with others from now on. */
  void partOf(ObservedHost whole) {
    remote.partOf(whole);
  }

  /**
   * Has so many slots from now on. Asks the broker.
   *
   * @throws IllegalArgumentException if the machine has not the memory for so many
   * @throws IllegalStateException if the host is ending
   */
  void resize(int count) {
    if (isStopping()) {
      throw new IllegalStateException("this worker host is ending");
    }
    shares.resize(count);
    slots.resize(count);
  }

  @Override
  public void drain() {
    if (phase.compareAndSet(Phase.SERVING, Phase.DRAINING)) {
      vitals.stopping();
      inbox.wakeAll();
      daemon(intake::stop, "drain").start();
    }
  }

  @Override
  public void kill() {
    // Without the lock: whoever holds it may be waiting for a broker that does not answer.
    phase.set(Phase.KILLED);
    vitals.stopping();
    unsettled.wake();
    permits.end();
    slots.kill();
    inbox.wakeAll();
    jobs.limiter().wake();
    if (link != null) {
      // A slot may be waiting for a broker that does not answer.
      daemon(this::cut, "cut").start();
    }
  }

  private void cut() {
    remote.end();
    link.close();
  }

  @Override
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public HostStatus status() {
    return vitals.status(slots.stuck());
  }

  String name() {
    return settings.name();
  }

  Inbox inbox() {
    return inbox;
  }

  Signer signer() {
    return signer;
  }

  HeapShares shares() {
    return shares;
  }

  Slots slots() {
    return slots;
  }

  Pace pace() {
    return pace;
  }

  Optional<Session> session() {
    return connection.session();
  }

  RemoteControl remote() {
    return remote;
  }

  Outbox outbox() {
    return outbox;
  }

  EventPost events() {
    return events;
  }

  Intake intake() {
    return intake;
  }

  Permits permits() {
    return permits;
  }

  Orders orders() {
    return orders;
  }

  MemoryWatch memory() {
    return memory;
  }

  Vitals vitals() {
    return vitals;
  }

  Admission admission() {
    return admission;
  }

  Leases leases() {
    return leases;
  }

  CodeCache code() {
    return code;
  }

  JobService jobs() {
    return jobs;
  }

  WorkerHostListener listener() {
    return listener;
  }

  int maxTasksPerChild() {
    return settings.maxTasksPerChild() == 0 ? Integer.MAX_VALUE : settings.maxTasksPerChild();
  }

  /** A host for anybody has to be told to; the workers of a pool run what their program can. */
  boolean runsCommands() {
    return settings.commands().isPresent() || settings.trusted();
  }

  boolean isStopping() {
    return phase.get() != Phase.SERVING;
  }

  boolean isKilled() {
    return phase.get() == Phase.KILLED;
  }

  DeadLetters deadLetters() {
    return deadLetters;
  }

  Answer answerTo(Delivery delivery, Function<byte[], List<Supplier<Message>>> buriedWith) {
    unsettled.begun();
    return new Answer(
        delivery, outbox, vitals.counting(buriedWith), events.control(), () -> settled(delivery));
  }

  private void settled(Delivery delivery) {
    leases.settled(delivery);
    unsettled.ended();
  }

  /** A slot has a child, with that heap: from the first one on there is somebody to work. */
  void childReady(long heap) {
    shares.childReady(heap);
    if (intake.childReady()) {
      // Not here: the first task need not wait for it.
      daemon(shares::warn, "memory-check").start();
    }
  }

  /** The link has given up. */
  void failed(BrokerException reason) {
    unsettled.wake();
    fail(reason);
  }

  /** Something that trying again does not mend. */
  void fail(WarrenException reason) {
    log.error("worker host {} gives up: {}", name(), reason.getMessage());
    vitals.failed(reason.getMessage());
    listener.failed(reason);
  }

  /** Closes what is left once the slots have ended and their answers are out. */
  private void finish() {
    try {
      slots.awaitEnd();
      unsettled.awaitNone(() -> isKilled() || link.state() == BrokerLink.State.FAILED);
      autoscaler.ifPresent(Autoscaler::close);
      jobs.end();
      code.close();
      memory.close();
      relay.ifPresent(Relay::close);
      remote.end();
      link.close();
    } catch (InterruptedException e) {
      log.debug("the end of worker host {} was interrupted", name());
    } finally {
      ended.countDown();
    }
  }

  Thread daemon(Runnable task, String role) {
    Thread thread = new Thread(task, "warren-" + role + "-" + name());
    thread.setDaemon(true);
    return thread;
  }

  private final class FromJournal implements JournalWatch.Effects {

    @Override
    public void paused(Session of, boolean pause) {
      intake.pause(of, pause);
    }

    @Override
    public void sharded(Session of, int shards) {
      intake.split(of, shards);
    }

    @Override
    public void cancelled(String results) {
      leases.cancel(results);
    }
  }
}
