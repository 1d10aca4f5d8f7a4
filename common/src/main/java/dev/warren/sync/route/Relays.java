package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Port;
import dev.warren.transport.BrokerAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The relays of this process, one for each broker, for as long as somebody uses it: the hosts of
 * tasks and of commands have one together, and either may end first. Thread-safe.
 */
final class Relays {

  private final Map<BrokerAddress, Relay> all = new LinkedHashMap<>();
  private final Map<Relay, Integer> uses = new LinkedHashMap<>();

  synchronized Relay use(BrokerAddress broker) {
    Relay relay = all.computeIfAbsent(broker, address -> new Relay(address, this::isLastUse));
    uses.merge(relay, 1, Integer::sum);
    return relay;
  }

  private synchronized boolean isLastUse(Relay relay) {
    Integer left = uses.computeIfPresent(relay, (key, count) -> count > 1 ? count - 1 : null);
    return left == null && all.values().remove(relay);
  }

  /** Opens a way over the broker that was named first. */
  Optional<Port> open(String manager, Consumer<Answer> answers) {
    return relays().stream().findFirst().flatMap(first -> first.open(manager, answers));
  }

  private synchronized List<Relay> relays() {
    return List.copyOf(all.values());
  }
}
