package dev.warren.worker;

import dev.warren.codec.Signer;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.task.HostEntry;
import dev.warren.task.HostReport;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Delivery;
import dev.warren.transport.Session;
import dev.warren.worker.control.ControlDesk;
import dev.warren.worker.control.ControlledHost;
import dev.warren.worker.control.Registration;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A host as operators see it: it is in the register, if others share its queue, and does what it is
 * told. Thread-safe.
 */
final class RemoteControl implements ControlledHost {

  private final WorkerHost host;
  private final WorkerHostSettings settings;
  private final String id = UUID.randomUUID().toString();
  private final Registration registration;
  private final ControlDesk desk;
  private final long startedAt = System.nanoTime();

  /** The host with all that belongs to it. */
  private volatile ObservedHost whole;

  RemoteControl(WorkerHost host, WorkerHostSettings settings, Signer signer) {
    this.host = host;
    this.settings = settings;
    this.whole = host;
    this.registration = new Registration(signer, Clock.systemUTC(), System::nanoTime);
    this.desk = new ControlDesk(settings.name(), this, signer);
  }

  /** The host, by an id that nobody can guess. */
  String id() {
    return id;
  }

  /** The host is a part of another, which is what is drained and stopped. */
  void partOf(ObservedHost other) {
    whole = other;
  }

  /** A new connection: what has to be there before anything is published. */
  void prepare(Session fresh) throws IOException {
    if (settings.queue().userName().isPresent()) {
      fresh.declare(QueueSpec.hosts());
    }
  }

  /** A new connection: publishes. */
  void up(Session fresh, QueueSpec control, ConfirmedPublisher publisher) {
    desk.up(control.name(), publisher::publish);
    settings
        .queue()
        .userName()
        .ifPresent(
            queue -> registration.up(entry(queue, control), publisher::publish, fresh::isBlocked));
  }

  private HostEntry entry(String queue, QueueSpec control) {
    return new HostEntry(
        id,
        Instant.EPOCH,
        settings.name(),
        ProcessHandle.current().pid(),
        version(),
        queue,
        control.name(),
        false);
  }

  private static String version() {
    // Only the jar knows it; classes that lie in a folder are being worked on.
    return Optional.ofNullable(WorkerHost.class.getPackage().getImplementationVersion())
        .orElse("(development)");
  }

  void look(Session now) throws IOException {
    registration.look(now);
  }

  void down() {
    desk.down();
    registration.down();
  }

  /** Takes a delivery if it is an operator's order; whether it is. */
  boolean take(Delivery delivery) {
    return desk.take(delivery);
  }

  /** The host ends, and its connection may be there still. Waits a moment at most. */
  void end() {
    registration.leave();
    desk.close();
  }

  @Override
  public HostReport report() {
    HostStatus now = whole.status();
    return new HostReport(
        now.state(),
        now.since(),
        now.reason(),
        now.slots(),
        now.busySlots(),
        now.tasksDone(),
        now.failures(),
        host.memory().resident(),
        Duration.ofNanos(System.nanoTime() - startedAt));
  }

  @Override
  public void scale(int slots) {
    settings
        .autoscale()
        .ifPresent(
            range -> {
              throw new IllegalStateException(
                  "this worker host scales itself, " + range + ": start it without --autoscale");
            });
    host.resize(slots);
  }

  @Override
  public void drain() {
    whole.drain();
  }

  @Override
  public void stop() {
    whole.kill();
  }
}
