package dev.warren.transport;

import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what happens to a link: one line in the log, and one event. Thread-safe. */
final class Tidings {

  private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);

  private final String name;
  private final String address;
  private final Consumer<BrokerEvent> listener;
  private BrokerState last = BrokerState.CONNECTED;
  private boolean first = true;
  private boolean everConnected;

  Tidings(LinkSettings settings, Consumer<BrokerEvent> listener) {
    this.name = settings.name();
    this.address = settings.address().toString();
    this.listener = listener;
  }

  /** Says it, unless it is what was said last. */
  void tellOnce(BrokerState state, String reason) {
    synchronized (this) {
      if (state == last && !first) {
        return;
      }
    }
    tell(state, reason);
  }

  void tell(BrokerState state, String reason) {
    boolean said;
    synchronized (this) {
      // A start as it should be is no news, and of one that fails its owner hears.
      said = state == BrokerState.CONNECTED ? !first : everConnected || state != BrokerState.FAILED;
      first = false;
      everConnected |= state == BrokerState.CONNECTED;
      last = state;
    }
    String line = name + ": broker at " + address + " " + words(state) + ": " + reason;
    if (!said) {
      log.debug("{}", line);
    } else if (state == BrokerState.CONNECTED) {
      log.info("{}", line);
    } else {
      log.warn("{}", line);
    }
    try {
      listener.accept(new BrokerEvent(state, address, reason));
    } catch (RuntimeException e) {
      log.error("{}: a listener threw", name, e);
    }
  }

  private static String words(BrokerState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
