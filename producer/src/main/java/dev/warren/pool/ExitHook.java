package dev.warren.pool;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the workers of a pool that is still there when the JVM ends, and says so. */
final class ExitHook {

  private static final Logger log = LoggerFactory.getLogger(ExitHook.class);

  private final BooleanSupplier open;
  private final Runnable kill;
  private final Thread thread = new Thread(this::atExit, "warren-exit");

  ExitHook(BooleanSupplier open, Runnable kill) {
    this.open = open;
    this.kill = kill;
  }

  void add() {
    Runtime.getRuntime().addShutdownHook(thread);
  }

  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      log.debug("the JVM is ending already: {}", e.getMessage());
    }
  }

  private void atExit() {
    log.warn(
        open.getAsBoolean()
            ? "a pool was never closed: it ends with the JVM, and with it whatever it had not done"
            : "the JVM ends before a pool was done: what it had not done is lost");
    kill.run();
  }
}
