package dev.warren.worker;

import dev.warren.spi.SlotRange;
import dev.warren.transport.QueueState;
import dev.warren.transport.Session;
import dev.warren.worker.control.ScaleRule;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a host scale itself: looks at its queue every few seconds, and at what its slots do, on a
 * thread of its own.
 */
final class Autoscaler implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Autoscaler.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  /** A job that has had a turn here lately has more, as far as anybody knows. */
  private static final Duration TURN = ScaleRule.TARGET.multipliedBy(2);

  private final WorkerHost host;
  private final ScaleRule rule;
  private final CountDownLatch closed = new CountDownLatch(1);

  Autoscaler(WorkerHost host, SlotRange range) {
    this.host = host;
    this.rule = new ScaleRule(range);
  }

  @Override
  public void run() {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS) && !host.isStopping()) {
        look();
      }
    } catch (InterruptedException e) {
      log.debug("worker host {} does not scale itself any more", host.name());
    } catch (IllegalStateException e) {
      log.debug("worker host {} ends while it would scale itself", host.name());
    }
  }

  void close() {
    closed.countDown();
  }

  private void look() {
    Optional<Session> session = host.session().filter(it -> !it.isBlocked());
    // A queue that is paused, or not read yet, would only ever be found to be long.
    if (session.isEmpty() || !host.intake().isTaking()) {
      return;
    }
    try {
      int now = host.slots().wanted();
      int wanted = rule.slots(sight(session.get(), now), System.nanoTime());
      if (wanted != now) {
        log.info("worker host {} goes from {} worker processes to {}", host.name(), now, wanted);
        host.resize(wanted);
      }
    } catch (IOException e) {
      log.debug("the queue could not be looked at, the link connects again: {}", e.toString());
    }
  }

  private ScaleRule.Sight sight(Session session, int slots) throws IOException {
    int busy = host.vitals().busy();
    int here = host.inbox().waiting().size();
    QueueState queue = host.intake().declare(session);
    long ready = queue.messages();
    if (queue.countsUnsettled()) {
      ready = Math.max(0, ready - busy - here);
    }
    // Each host takes its share of what waits for all of them.
    long hosts = Math.max(1, queue.consumers());
    return new ScaleRule.Sight(
        slots,
        busy,
        (ready + hosts - 1) / hosts + here,
        host.pace().perBatch(),
        host.jobs().hadTurnWithin(TURN));
  }
}
