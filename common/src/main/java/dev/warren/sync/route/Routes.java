package dev.warren.sync.route;

import dev.warren.sync.state.Owner;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import dev.warren.transport.BrokerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Finds the way to a manager: in this process; through the doorway of the process that has started
 * this one; or over the broker that a worker host or a manager of this process uses, the first one
 * if there are several. Thread-safe.
 */
public final class Routes {

  private static final Map<String, Owner> OWNERS = new ConcurrentHashMap<>();
  private static final Relays RELAYS = new Relays();
  private static final String INHERITED = System.getenv(Doorway.VARIABLE);

  private Routes() {}

  /**
   * Makes a manager known in this process.
   *
   * @param manager its id
   * @param owner its objects
   */
  public static void add(String manager, Owner owner) {
    OWNERS.put(manager, owner);
  }

  /**
   * Makes a manager unknown.
   *
   * @param manager its id
   */
  public static void remove(String manager) {
    OWNERS.remove(manager);
    Caller.forget(manager);
  }

  /**
   * Has this process and its children reach other processes' managers over a broker. The connection
   * is made when it is first needed.
   *
   * @param broker where the broker is
   * @return gives it up; the same for all who name the broker, and open until the last of them has
   *     closed it
   */
  public static Relay relay(BrokerAddress broker) {
    return RELAYS.use(broker);
  }

  /**
   * Opens a way for one client.
   *
   * @param manager which manager
   * @param answers takes the answers; must not block
   * @return the way; if there is none, one that answers {@link Status#GONE} to everything
   */
  public static Port open(String manager, Consumer<Answer> answers) {
    Owner owner = OWNERS.get(manager);
    if (owner != null) {
      return owner.connect(answers);
    }
    if (INHERITED != null) {
      try {
        return SocketPort.open(Path.of(INHERITED), manager, answers);
      } catch (IOException e) {
        return new Nowhere(answers);
      }
    }
    return RELAYS.open(manager, answers).orElseGet(() -> new Nowhere(answers));
  }

  /** A way that leads to nobody. */
  private record Nowhere(Consumer<Answer> answers) implements Port {

    @Override
    public void send(Request request) {
      answers.accept(Answer.toAll(Status.GONE));
    }

    @Override
    public void close() {}
  }
}
