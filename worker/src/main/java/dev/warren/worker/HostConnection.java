package dev.warren.worker;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkListener;
import dev.warren.transport.Session;
import java.io.IOException;
import java.util.Optional;

/** What a host sets up on each of its connections, and what it does when one is lost. */
final class HostConnection implements LinkListener {

  private static final int CONTROL_PREFETCH = 100;

  private final WorkerHost host;
  private volatile Optional<Session> session = Optional.empty();

  HostConnection(WorkerHost host) {
    this.host = host;
  }

  /** The connection that there is. */
  Optional<Session> session() {
    return session;
  }

  @Override
  public void up(Session fresh) throws IOException {
    host.intake().declare(fresh);
    if (host.deadLetters().queue().isPresent()) {
      fresh.declare(host.deadLetters().queue().get());
    }
    host.remote().prepare(fresh);
    QueueSpec control = QueueSpec.control(host.remote().id(), fresh.epoch());
    fresh.declare(control);
    fresh.subscribe(control, CONTROL_PREFETCH, this::receive);
    host.events().listensOn(control.name());
    ConfirmedPublisher publisher = fresh.publisher();
    session = Optional.of(fresh);
    host.intake().up(fresh);
    // Last: a broker that is short of memory answers nothing after the first message.
    host.outbox().up(publisher::publish);
    host.events().up(publisher::publish, fresh::isBlocked);
    host.leases().up();
    host.jobs().up(fresh);
    host.remote().up(fresh, control, publisher);
    host.vitals().connected();
  }

  private void receive(Delivery delivery) {
    if (!host.remote().take(delivery)) {
      host.orders().receive(delivery);
    }
  }

  @Override
  public void look(Session now) throws IOException {
    host.vitals().looked();
    host.leases().look();
    host.intake().look();
    host.remote().look(now);
  }

  @Override
  public void down(String reason) {
    session = Optional.empty();
    host.outbox().down();
    host.events().down();
    host.permits().down();
    host.jobs().down();
    host.intake().down();
    host.leases().down();
    host.remote().down();
    host.vitals().disconnected(reason);
  }

  @Override
  public void failed(BrokerException reason) {
    host.failed(reason);
  }
}
