package dev.warren.pool;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerState;
import dev.warren.transport.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards of a pool's task queue: each batch goes to one of them, by its id, and stays there
 * when it is sent again. Each is looked after by itself, since what one has lost says nothing of
 * the others. Thread-safe.
 */
final class Shards {

  private static final Logger log = LoggerFactory.getLogger(Shards.class);

  private final List<Shard> all = new ArrayList<>();

  private record Shard(QueueSpec queue, Sweep sweep, Lookout lookout) {}

  /** Publishes markers. */
  interface Marker {
    void mark(QueueSpec queue, long number);
  }

  /**
   * {@code teller} tells of faults; {@code sender} sends a flight once more; {@code marker} is used
   * on the thread that looks.
   */
  Shards(
      QueueSpec tasks,
      int count,
      Wire.Ear ear,
      BiConsumer<BrokerState, String> teller,
      Consumer<Flight> sender,
      Marker marker) {
    for (QueueSpec queue : tasks.shards(count)) {
      int index = all.size();
      // Over all shards each marker has another number.
      Sweep sweep = new Sweep(System::nanoTime, it -> marker.mark(queue, it * count + index));
      Lookout lookout =
          new Lookout(queue, sweep, ear, flight -> index(flight) == index, teller, sender);
      all.add(new Shard(queue, sweep, lookout));
    }
  }

  private int index(Flight flight) {
    return (int) (flight.id() % all.size());
  }

  /** Where a flight goes. */
  QueueSpec of(Flight flight) {
    return all.get(index(flight)).queue();
  }

  /** A new connection: makes the queues. */
  void up(Session fresh) throws IOException {
    for (Shard each : all) {
      QueueSpec queue = each.queue();
      int hosts = fresh.declare(queue).consumers();
      each.sweep().reset();
      if (queue.kind() == QueueSpec.Kind.PRIVATE_TASKS) {
        fresh.purge(queue); // All of it is sent again.
      } else if (hosts == 0 && fresh.epoch() == 1 && !queue.isAddedShard()) {
        // Those that serve the queue are about to hear of the others.
        log.warn(
            "no worker host serves queue {} yet: tasks wait there until one is started",
            queue.name());
      }
    }
  }

  /** To be called every few seconds. */
  void look(Session now) throws IOException {
    for (Shard each : all) {
      each.lookout().look(now);
    }
  }

  /** A host has taken a marker out of its queue. */
  void passed(long marker) {
    all.get((int) (marker % all.size())).sweep().passed(marker / all.size());
  }
}
