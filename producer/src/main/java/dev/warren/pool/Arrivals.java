package dev.warren.pool;

import dev.warren.codec.OutcomeGroup;
import dev.warren.lambda.TaskRef;
import dev.warren.task.Outcome;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes outcomes in: each call gets the first that comes for it, any other is dropped and counted.
 * Thread-safe.
 */
final class Arrivals {

  private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

  private final Dispatcher dispatcher;
  private final BatchSizer sizer;
  private final Slots slots;
  private final LongAdder duplicates = new LongAdder();

  Arrivals(Dispatcher dispatcher, BatchSizer sizer, Slots slots) {
    this.dispatcher = dispatcher;
    this.sizer = sizer;
    this.slots = slots;
  }

  /** Takes a message in; returns the flight that it is of, or null if that is done already. */
  Flight take(OutcomeGroup group) {
    slots.saw(group.host(), group.pid());
    Flight flight = dispatcher.flight(group.batch());
    if (flight == null) {
      duplicates.add(group.outcomes().size());
      return null;
    }
    flight.whereabouts().held(System.nanoTime());
    Origin origin = Origin.of(group);
    TaskRef task = flight.task();
    for (Outcome each : group.outcomes()) {
      Pending call = flight.take(each.id());
      if (call == null) {
        duplicates.increment();
      } else {
        if (!group.history().isEmpty()) {
          call.triedBefore(group.history());
        }
        complete(call, Conclusion.of(each, task.name(), origin, task.result()));
      }
    }
    if (group.nanos() > 0 && !group.outcomes().isEmpty()) {
      sizer.measured(task.name(), group.outcomes().size(), group.nanos(), group.bytes());
    }
    return flight;
  }

  /** How many outcomes were dropped. */
  long duplicates() {
    return duplicates.sum();
  }

  /** One call that cannot be completed must not keep its neighbours from their outcomes. */
  private static void complete(Pending call, Conclusion conclusion) {
    try {
      call.complete(conclusion);
    } catch (RuntimeException e) {
      log.error("an outcome could not be delivered", e);
    }
  }
}
