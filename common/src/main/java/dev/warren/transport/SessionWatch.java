package dev.warren.transport;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * Looks after a session: whether the broker still knows its consumers, confirms what was published,
 * and takes anything at all. Thread-safe, but for the checks, which one thread makes.
 */
final class SessionWatch {

  private final Session session;
  private final BiConsumer<BrokerState, String> teller;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final List<ConfirmedPublisher> publishers = new CopyOnWriteArrayList<>();
  private final List<LogReader> readers = new CopyOnWriteArrayList<>();
  private final ConfirmWatch confirms = new ConfirmWatch();
  private volatile boolean blocked;
  private boolean slow;

  /** {@code teller} hears what happens while the session goes on, on any thread. */
  SessionWatch(Session session, BiConsumer<BrokerState, String> teller) {
    this.session = session;
    this.teller = teller;
  }

  void add(Subscription subscription) {
    subscriptions.add(subscription);
  }

  void add(ConfirmedPublisher publisher) {
    publishers.add(publisher);
  }

  void add(LogReader reader) {
    readers.add(reader);
  }

  void remove(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  void remove(ConfirmedPublisher publisher) {
    publishers.remove(publisher);
  }

  void remove(LogReader reader) {
    readers.remove(reader);
  }

  boolean isBlocked() {
    return blocked;
  }

  /** Looks whether every consumer that should exist does; ends the session if not. */
  void checkConsumers() {
    if (blocked) {
      return; // The broker would not answer, and it knows us well.
    }
    for (Subscription each : subscriptions) {
      try {
        if (each.isForgotten()) {
          String queue = each.queue().name();
          session.lose(
              new Loss(
                  BrokerState.CONSUMER_GONE, "the broker has forgotten the consumer of " + queue));
        }
      } catch (IOException | RuntimeException e) {
        session.lose("cannot look at queue " + each.queue().name() + ": " + Faults.describe(e));
      }
    }
  }

  /** Looks whether what was published is being confirmed; ends the session if it is beyond hope. */
  void checkConfirms() {
    if (blocked) {
      confirms.forget();
      return;
    }
    int looks = confirms.looks(publishers);
    if (looks >= ConfirmWatch.LOOKS_UNTIL_LOST) {
      session.lose(
          new Loss(BrokerState.SLOW, "the broker has not confirmed a message for a minute"));
    } else if (looks >= ConfirmWatch.LOOKS_UNTIL_SLOW != slow) {
      slow = !slow;
      teller.accept(
          slow ? BrokerState.SLOW : BrokerState.CONNECTED,
          slow ? "the broker takes long to confirm what is published" : "it confirms again");
    }
  }

  void block(String reason) {
    blocked = true;
    teller.accept(BrokerState.BLOCKED, "the broker holds back what is published: " + reason);
  }

  void unblock() {
    blocked = false;
    teller.accept(BrokerState.CONNECTED, "the broker takes messages again");
  }

  /** By lists rather than by the future, which keeps all that ever hung on it. */
  void tellOfTheLoss() {
    publishers.forEach(ConfirmedPublisher::loseAll);
    readers.forEach(LogReader::lost);
  }
}
