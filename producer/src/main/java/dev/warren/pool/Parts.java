package dev.warren.pool;

import dev.warren.code.Shipment;
import dev.warren.spi.EmbeddedBrokerProvider;
import dev.warren.spi.LocalBroker;
import dev.warren.spi.LocalBrokerOptions;
import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostListener;
import dev.warren.spi.WorkerHostProvider;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.task.Code;
import dev.warren.task.WarrenException;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.LinkSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What has to be there before a pool opens. The parts of a local pool live in modules that this one
 * does not know.
 */
final class Parts {

  private Parts() {}

  static LocalBroker startBroker() {
    EmbeddedBrokerProvider provider = find(EmbeddedBrokerProvider.class, "warren-broker");
    try {
      return provider.start(LocalBrokerOptions.random());
    } catch (RuntimeException e) {
      throw new WarrenException("the embedded broker cannot be started: " + e.getMessage(), e);
    }
  }

  static RunningWorkerHost startHost(WorkerHostSettings settings, WorkerHostListener listener) {
    return find(WorkerHostProvider.class, "warren-worker").start(settings, listener);
  }

  /** Puts code where the worker hosts find it. */
  static Code ship(String broker, String signingKey, Duration patience, List<Path> entries) {
    LinkSettings link =
        new LinkSettings(BrokerAddress.parse(broker), "warren code", patience, patience);
    try {
      return Shipment.put(link, signingKey, entries);
    } catch (InterruptedException e) {
      throw new PoolInterruptedException("the broker", e);
    }
  }

  private static <T> T find(Class<T> type, String artifact) {
    return ServiceLoader.load(type, Parts.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new WarrenException(
                    "a pool with local workers needs " + artifact + " on the class path: add it"));
  }
}
