package dev.warren.pool;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerState;
import dev.warren.transport.Session;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks every few seconds for batches that are on their way to nobody, and for somebody to serve
 * the queue. Used by the thread of the link.
 */
final class Lookout {

  /** Who loses a batch so often would lose it once more. */
  static final int MOST_LOSSES = 5;

  /** A busy quorum queue seems to have no consumer for a moment. */
  private static final int LOOKS_UNTIL_UNSERVED = 3;

  private final QueueSpec tasks;
  private final Sweep sweep;
  private final Wire.Ear ear;
  private final Predicate<Flight> mine;
  private final BiConsumer<BrokerState, String> teller;
  private final Consumer<Flight> sender;
  private int looksWithoutHosts;

  /**
   * {@code mine}: the flights that go to that queue; {@code teller} tells of faults; {@code sender}
   * sends a flight once more.
   */
  Lookout(
      QueueSpec tasks,
      Sweep sweep,
      Wire.Ear ear,
      Predicate<Flight> mine,
      BiConsumer<BrokerState, String> teller,
      Consumer<Flight> sender) {
    this.tasks = tasks;
    this.sweep = sweep;
    this.ear = ear;
    this.mine = mine;
    this.teller = teller;
    this.sender = sender;
  }

  void look(Session session) throws IOException {
    List<Flight> flights = ear.unfinished().stream().filter(mine).toList();
    if (session.isBlocked()) {
      flights.forEach(each -> each.whereabouts().excuse(System.nanoTime()));
      return;
    }
    sweep(flights);
    if (tasks.kind() == QueueSpec.Kind.SHARED_TASKS) {
      served(!anySilent(flights) || hasConsumers(session));
    }
  }

  /** Declaring a queue that is gone would hide that: what was in it went with it. */
  private boolean hasConsumers(Session session) throws IOException {
    if (session.exists(tasks)) {
      return session.declare(tasks).consumers() > 0;
    }
    session.loseQueue(tasks.name());
    return true;
  }

  /** Sends again what is lost, or gives it up. */
  void sweep(List<Flight> flights) {
    List<Flight> lost = sweep.look(flights);
    if (!lost.isEmpty()) {
      teller.accept(
          BrokerState.TASKS_LOST,
          lost.size() + " batches have gone from " + tasks.name() + " without an answer");
    }
    for (Flight each : lost) {
      int losses = each.whereabouts().lose();
      if (losses >= MOST_LOSSES) {
        ear.lost(each, new TaskLostException(tasks.name(), losses));
      } else {
        sender.accept(each);
      }
    }
  }

  private static boolean anySilent(List<Flight> flights) {
    long now = System.nanoTime();
    return flights.stream().anyMatch(it -> it.whereabouts().isSilent(now, Sweep.SILENCE_NANOS));
  }

  /** Takes note of whether the queue has hosts, or needs none. */
  void served(boolean now) {
    boolean before = looksWithoutHosts < LOOKS_UNTIL_UNSERVED;
    looksWithoutHosts = now ? 0 : looksWithoutHosts + 1;
    if (looksWithoutHosts == LOOKS_UNTIL_UNSERVED) {
      teller.accept(
          BrokerState.UNSERVED,
          "no worker host serves " + tasks.name() + ": tasks wait there until one is started");
    } else if (now && !before) {
      teller.accept(BrokerState.CONNECTED, "worker hosts serve " + tasks.name() + " again");
    }
  }
}
