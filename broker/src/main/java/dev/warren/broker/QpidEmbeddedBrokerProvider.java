package dev.warren.broker;

import dev.warren.spi.EmbeddedBrokerProvider;
import dev.warren.spi.LocalBroker;
import dev.warren.spi.LocalBrokerOptions;

/** Offers {@link EmbeddedBroker} to {@link java.util.ServiceLoader}. Thread-safe. */
public final class QpidEmbeddedBrokerProvider implements EmbeddedBrokerProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public QpidEmbeddedBrokerProvider() {}

  @Override
  public LocalBroker start(LocalBrokerOptions options) {
    return EmbeddedBroker.start(options);
  }
}
