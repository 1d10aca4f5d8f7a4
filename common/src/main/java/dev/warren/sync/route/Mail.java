package dev.warren.sync.route;

import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.RefusalPause;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a relay or a reception: one publishes, one looks after the others' life. */
final class Mail implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Mail.class);

  /** How long a first connection may take. */
  static final Duration CONNECT_PATIENCE = Duration.ofSeconds(20);

  private static final int LOOK_SECONDS = 1;

  private final ExecutorService sender = Executors.newSingleThreadExecutor(Mail::newThread);
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(Mail::newThread);
  private final RefusalPause pause = new RefusalPause();

  /** {@code look} runs once a second. */
  Mail(Runnable look) {
    var unused =
        looker.scheduleAtFixedRate(
            () -> guarded(look), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** One look that fails must not be the last one: somebody may wait for ever then. */
  private static void guarded(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException | Error e) {
      log.error("looking after the clients of shared objects has failed", e);
    }
  }

  Outlet.Way way(ConfirmedPublisher publisher, String replyTo) {
    return new Outlet.Way(publisher::publish, replyTo, sender, pause);
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "warren-sync-mail");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    looker.shutdownNow();
    sender.shutdown();
  }
}
