package dev.warren.worker;

import dev.warren.codec.Signer;
import dev.warren.spi.WorkerHostListener;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.sync.route.Relay;
import dev.warren.sync.route.Routes;
import dev.warren.task.WarrenException;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.Session;
import dev.warren.worker.child.ChildSettings;
import dev.warren.worker.memory.MemoryShare;
import dev.warren.worker.memory.MemoryWatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
  private static final int CONTROL_PREFETCH = 100;

  private enum Phase {
    SERVING,
    DRAINING,
    KILLED
  }

  private final WorkerHostSettings settings;
  private final WorkerHostListener listener;
  private final Signer signer;
  private final ChildSettings childSettings;
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
  private final String id = UUID.randomUUID().toString();
  private final MemoryWatch memory;
  private final Vitals vitals;
  private final List<Slot> slots = new ArrayList<>();
  private final CountDownLatch slotsEnded;
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Guards {@code unsettled}; held for moments only. */
  private final Object settling = new Object();

  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SERVING);
  private final Optional<Relay> relay;
  private volatile BrokerLink link;
  private volatile Optional<Session> session = Optional.empty();
  private final CodeCache code;
  private int unsettled;

  private WorkerHost(
      WorkerHostSettings settings,
      BrokerAddress address,
      MemoryShare share,
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
            settings.processes(),
            inbox,
            new Markers(signer, events, settings.name()),
            jobs,
            this::isStopping);
    this.admission = new Admission(this);
    this.orders = new Orders(slots, signer, events, permits, leases::drop);
    this.code = new CodeCache(settings.code(), signer, () -> session);
    this.slotsEnded = new CountDownLatch(settings.processes());
    this.memory = MemoryWatch.start(settings.name());
    this.vitals = new Vitals(settings.processes(), Clock.systemUTC(), System::nanoTime);
    this.childSettings = ChildSettings.of(settings, share);
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
    MemoryShare share =
        new MemoryShare(settings.heap(), settings.memory())
            .checked(settings.processes(), MemoryShare::ofMachine);
    WorkerHost host = new WorkerHost(settings, address, share, listener);
    for (int i = 0; i < settings.processes(); i++) {
      Slot slot = new Slot(host);
      host.slots.add(slot);
      host.daemon(slot, "slot-" + (i + 1)).start();
    }
    LinkSettings linkSettings =
        new LinkSettings(
            address, "warren worker " + settings.name(), settings.patience(), settings.patience());
    host.jobs.start();
    host.link = BrokerLink.open(linkSettings, host.new Connected());
    host.daemon(host::finish, "end").start();
    return host;
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
    synchronized (settling) {
      settling.notifyAll();
    }
    permits.end();
    slots.forEach(Slot::kill);
    inbox.wakeAll();
    jobs.limiter().wake();
    if (link != null) {
      // A slot may be waiting for a broker that does not answer.
      daemon(link::close, "cut").start();
    }
  }

  @Override
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public HostStatus status() {
    return vitals.status(Slot.stuck(slots));
  }

  String name() {
    return settings.name();
  }

  String queueName() {
    return settings.queue().name();
  }

  Inbox inbox() {
    return inbox;
  }

  Signer signer() {
    return signer;
  }

  ChildSettings childSettings() {
    return childSettings;
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
    synchronized (settling) {
      unsettled++;
    }
    return new Answer(
        delivery, outbox, vitals.counting(buriedWith), events.control(), () -> settled(delivery));
  }

  private void settled(Delivery delivery) {
    leases.settled(delivery);
    synchronized (settling) {
      unsettled--;
      settling.notifyAll();
    }
  }

  /** A slot has a child, with that heap: from the first one on there is somebody to work. */
  void childReady(long heap) {
    if (intake.childReady()) {
      // Not here: the first task need not wait for it.
      daemon(() -> childSettings.memory().warn(settings.processes(), heap), "memory-check").start();
    }
  }

  void slotEnded() {
    slotsEnded.countDown();
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
      slotsEnded.await();
      synchronized (settling) {
        while (unsettled > 0 && !isKilled() && link.state() != BrokerLink.State.FAILED) {
          settling.wait();
        }
      }
      jobs.end();
      code.close();
      memory.close();
      relay.ifPresent(Relay::close);
      link.close();
    } catch (InterruptedException e) {
      log.debug("the end of worker host {} was interrupted", name());
    } finally {
      ended.countDown();
    }
  }

  private Thread daemon(Runnable task, String role) {
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
    public void cancelled(String results) {
      leases.cancel(results);
    }
  }

  private final class Connected implements LinkListener {

    @Override
    public void up(Session fresh) throws IOException {
      fresh.declare(settings.queue());
      if (deadLetters.queue().isPresent()) {
        fresh.declare(deadLetters.queue().get());
      }
      QueueSpec control = QueueSpec.control(id, fresh.epoch());
      fresh.declare(control);
      fresh.subscribe(control, CONTROL_PREFETCH, orders::receive);
      events.listensOn(control.name());
      ConfirmedPublisher publisher = fresh.publisher();
      session = Optional.of(fresh);
      intake.up(fresh);
      // Last: a broker that is short of memory answers nothing after the first message.
      outbox.up(publisher::publish);
      events.up(publisher::publish, fresh::isBlocked);
      leases.up();
      jobs.up(fresh);
      vitals.connected();
    }

    @Override
    public void look(Session now) {
      vitals.looked();
      leases.look();
    }

    @Override
    public void down(String reason) {
      session = Optional.empty();
      outbox.down();
      events.down();
      permits.down();
      jobs.down();
      intake.down();
      leases.down();
      vitals.disconnected(reason);
    }

    @Override
    public void failed(BrokerException reason) {
      synchronized (settling) {
        settling.notifyAll();
      }
      fail(reason);
    }
  }
}
