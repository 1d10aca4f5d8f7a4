package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Port;
import dev.warren.transport.BrokerAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The relays of this process; the first one that is open is taken. Thread-safe. */
final class Relays {

  private final List<Relay> all = new CopyOnWriteArrayList<>();

  Relay add(BrokerAddress broker) {
    Relay relay = new Relay(broker, all::remove);
    all.add(relay);
    return relay;
  }

  Optional<Port> open(String manager, Consumer<Answer> answers) {
    for (Relay each : all) {
      Optional<Port> port = each.open(manager, answers);
      if (port.isPresent()) {
        return port;
      }
    }
    return Optional.empty();
  }
}
