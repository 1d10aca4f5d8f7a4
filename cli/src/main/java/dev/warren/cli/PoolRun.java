package dev.warren.cli;

import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.pool.PoolInterruptedException;
import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * Work in a pool of its own, which is ended whichever way the work goes. A signal interrupts the
 * thread that works.
 */
final class PoolRun {

  /** How long a pool may take to end after a signal, or after a failure. */
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private PoolRun() {}

  /** Opens the pool, works, and waits until all of the pool has gone. */
  static int run(Surroundings surroundings, PoolBuilder settings, ToIntFunction<Pool> work) {
    StopSignals signals = surroundings.signals();
    Thread worker = Thread.currentThread();
    signals.on(
        number -> {
          worker.interrupt();
          StopSignals.haltAfter(END_LIMIT, number);
        },
        StopSignals::halt);
    try {
      Pool pool = settings.open();
      try {
        int code = work.applyAsInt(pool);
        pool.close();
        pool.join();
        return code;
      } catch (RuntimeException | Error e) {
        terminate(pool);
        throw e;
      }
    } catch (RuntimeException e) {
      // Interrupted code fails in many ways; the signal is the reason.
      throw signals.first() == 0 ? e : CommandException.stopped(signals.first());
    }
  }

  private static void terminate(Pool pool) {
    boolean interrupted = Thread.interrupted();
    try {
      pool.terminate();
      pool.join(END_LIMIT);
    } catch (PoolInterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
