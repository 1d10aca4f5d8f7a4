package dev.warren.broker;

import java.lang.reflect.Field;
import org.apache.qpid.server.model.Broker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Qpid's JVM shutdown hook, which is in the way. */
final class ShutdownHook {

  private static final Logger log = LoggerFactory.getLogger(ShutdownHook.class);

  private ShutdownHook() {}

  /**
   * Removes it, since it would close the broker under a pool that is still at work in a hook of its
   * own. A broker in memory has nothing to save.
   */
  static void remove(Broker<?> broker) {
    try {
      Field hook = broker.getClass().getSuperclass().getDeclaredField("_shutdownHook");
      hook.setAccessible(true);
      Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker));
    } catch (ReflectiveOperationException e) {
      log.warn("Qpid's shutdown hook stays: the broker may close before the pools do", e);
    } catch (IllegalStateException e) {
      log.debug("The JVM is shutting down", e);
    }
  }
}
