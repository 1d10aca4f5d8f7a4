package dev.warren.worker;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Delivery;
import dev.warren.transport.Session;
import dev.warren.transport.Subscription;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * One shard of a queue as its host takes from it. Guarded by whoever owns it, but for {@link
 * #load()} and {@link #arrived()}.
 */
final class Lane {

  private final QueueSpec queue;
  private volatile Subscription subscription;
  private volatile int share;
  private volatile boolean wasFull;
  private boolean consuming;

  Lane(QueueSpec queue) {
    this.queue = queue;
  }

  QueueSpec queue() {
    return queue;
  }

  /** Takes deliveries, so many at a time. */
  void consume(Session session, int atOnce, Consumer<Delivery> receiver) throws IOException {
    if (consuming && atOnce == share) {
      return;
    }
    consuming = true;
    share = atOnce;
    if (subscription == null) {
      subscription = session.subscribe(queue, atOnce, receiver);
    } else {
      subscription.prefetch(atOnce);
    }
  }

  /** Takes no more. */
  void cancel() throws IOException {
    if (consuming) {
      consuming = false;
      subscription.cancel();
    }
  }

  /** Its connection is lost. */
  void down() {
    subscription = null;
    consuming = false;
    wasFull = false;
  }

  /** A delivery has come in. */
  void arrived() {
    if (load().isFull()) {
      wasFull = true;
    }
  }

  Shares.Load load() {
    Subscription now = subscription;
    return new Shares.Load(share, now == null ? 0 : now.out(), wasFull);
  }

  /** Begins to look anew whether it is ever full. */
  void watch() {
    wasFull = load().isFull();
  }
}
