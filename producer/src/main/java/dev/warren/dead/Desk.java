package dev.warren.dead;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.Delivery;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.QueueReader;
import dev.warren.transport.Session;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A connection that has the dead tasks of a queue to itself while it is open. Used by one thread,
 * but for what the link says.
 */
final class Desk implements LinkListener, AutoCloseable {

  /** Something that is done with dead tasks. */
  interface Work<T> {
    T at(Desk desk) throws IOException, InterruptedException;
  }

  /** Something that is done with one of them. */
  interface Step {
    void on(Delivery delivery, DeadTask task) throws IOException, InterruptedException;
  }

  private final Optional<QueueSpec> claim;
  private volatile Session session;
  private volatile boolean claimRefused;
  private BrokerLink link;
  private QueueReader reader;

  private Desk(Optional<QueueSpec> claim) {
    this.claim = claim;
  }

  /** Sees whether the broker can be used at all. */
  static void tryOut(LinkSettings settings) throws InterruptedException {
    new Desk(Optional.empty()).connect(settings).link.close();
  }

  /** Waits until nobody else has the dead tasks of a queue. */
  static Desk open(LinkSettings settings, String queue) throws IOException, InterruptedException {
    QueueSpec dead = QueueSpec.dead(queue);
    Desk desk = new Desk(Optional.of(QueueSpec.deadReader(queue)));
    desk.connect(settings);
    try {
      if (!desk.session.exists(dead)) {
        throw new NoDeadQueueException(queue);
      }
      desk.reader = desk.session.reader(dead);
      return desk;
    } catch (IOException | RuntimeException e) {
      desk.close();
      throw e;
    }
  }

  private Desk connect(LinkSettings settings) throws InterruptedException {
    link = BrokerLink.open(settings, this);
    try {
      link.awaitUp();
      return this;
    } catch (BrokerException e) {
      throw claimRefused ? busy(e) : e;
    } finally {
      if (session == null) {
        link.close();
      }
    }
  }

  private static BrokerException busy(BrokerException e) {
    return new BrokerException(
        e.address(),
        "somebody else is looking at these dead tasks, or the user may not declare queues at "
            + e.address()
            + ": try again when they have done ("
            + e.getMessage()
            + ")",
        e);
  }

  Session session() {
    return session;
  }

  /** Goes through the dead tasks that were there when it begins. */
  void each(Predicate<? super DeadTask> filter, Step step)
      throws IOException, InterruptedException {
    for (Optional<Delivery> next = reader.next(); next.isPresent(); next = reader.next()) {
      DeadTask task = DeadTask.of(next.get());
      if (filter.test(task)) {
        step.on(next.get(), task);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while looking at dead tasks");
      }
    }
  }

  /** Takes a message out of the dead queue for good. */
  void remove(Delivery delivery) throws IOException {
    reader.acknowledge(delivery);
  }

  /** Puts back what was not removed, and goes. */
  @Override
  public void close() throws IOException {
    try {
      if (reader != null) {
        reader.close();
      }
    } finally {
      link.close();
    }
  }

  @Override
  public void up(Session fresh) throws IOException {
    if (claim.isPresent()) {
      claimRefused = true;
      fresh.declare(claim.get());
      claimRefused = false;
    }
    session = fresh;
  }

  @Override
  public void down(String reason) {
    // Whoever works on the lost session hears it there.
  }

  @Override
  public void failed(BrokerException reason) {
    // Said by awaitUp.
  }
}
