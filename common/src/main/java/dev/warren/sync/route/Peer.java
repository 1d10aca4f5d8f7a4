package dev.warren.sync.route;

import dev.warren.sync.state.Owner;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A relay as a manager sees it: its clients, and the way to its reply queue. Thread-safe. */
final class Peer {

  private static final Logger log = LoggerFactory.getLogger(Peer.class);

  private final Owner owner;
  private final Outlet outlet;
  private final Map<Long, Port> clients = new HashMap<>();
  private boolean dropped;

  /**
   * Creates a peer.
   *
   * @param replies its reply queue
   * @param head the beginning of each message
   * @param gone hears when there is no such queue any more
   */
  Peer(Owner owner, Outlet.Way way, String replies, byte[] head, Consumer<Peer> gone) {
    this.owner = owner;
    outlet =
        new Outlet(
            way,
            replies,
            head,
            () -> {
              gone.accept(this);
              drop();
            });
  }

  void probe() {
    outlet.probe();
  }

  void awaitIdle(Duration timeout) throws InterruptedException {
    outlet.awaitIdle(timeout);
  }

  synchronized boolean hasClients() {
    return !clients.isEmpty();
  }

  /** Passes a request on. One that cannot be read is no harm to those behind it. */
  void receive(Letter.Entry entry) {
    Request request;
    try {
      request = Request.of(entry.frame());
    } catch (IllegalArgumentException e) {
      log.warn("a request to a manager is malformed: {}", e.getMessage());
      refuse(entry);
      return;
    }
    Port port;
    synchronized (this) {
      if (dropped) {
        return; // Nobody would release what the client takes now.
      }
      port =
          request.op() == Op.LEAVE
              ? clients.remove(entry.client())
              : clients.computeIfAbsent(entry.client(), this::connect);
    }
    if (port != null) {
      port.send(request);
    }
  }

  private void refuse(Letter.Entry entry) {
    long number = Request.numberOf(entry.frame());
    if (number > Request.NO_ANSWER) {
      answer(entry.client(), new Answer(number, Status.MALFORMED, List.of()));
      return;
    }
    Port port;
    synchronized (this) {
      port = clients.remove(entry.client());
    }
    if (port != null) {
      port.close();
    }
    answer(entry.client(), Answer.toAll(Status.LOST));
  }

  private Port connect(long client) {
    return owner.connect(answer -> answer(client, answer));
  }

  private void answer(long client, Answer answer) {
    outlet.add(Letter.entry(client, answer.toFrame()));
  }

  void drop() {
    outlet.drop();
    List<Port> all;
    synchronized (this) {
      dropped = true;
      all = new ArrayList<>(clients.values());
      clients.clear();
    }
    all.forEach(Port::close);
  }
}
