package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relay's clients at one manager. Before the first request the manager is asked for its epoch,
 * the number of its connection, and every message carries it: requests that went to an earlier
 * connection, or their answers, are lost, and a change of epoch tells so. Thread-safe.
 */
final class Lane {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final long UNKNOWN = 0;

  /** How many looks, a second apart, a manager may take to answer the first message. */
  private static final int PATIENCE_LOOKS = 15;

  private final String manager;
  private final String queue;
  private final Map<Long, LanePort> ports = new HashMap<>();

  /** What waits for the epoch. */
  private final List<byte[]> early = new ArrayList<>();

  private long earlyBytes;

  private Outlet.Way way;
  private Outlet outlet;
  private long epoch = UNKNOWN;
  private long lastClient;
  private int looks;

  Lane(String manager, String queue) {
    this.manager = manager;
    this.queue = queue;
  }

  synchronized Port open(Consumer<Answer> answers) {
    LanePort port = new LanePort(++lastClient, answers);
    ports.put(port.client, port);
    return port;
  }

  /** There is a connection, which knows nothing of earlier ones. */
  synchronized void connected(Outlet.Way fresh) {
    way = fresh;
    newOutlet();
    if (!early.isEmpty()) {
      outlet.probe();
    }
  }

  private void newOutlet() {
    Outlet[] own = new Outlet[1];
    outlet = new Outlet(way, queue, Letter.head(manager, UNKNOWN), () -> gone(own[0]));
    own[0] = outlet;
  }

  /** There is none any more. */
  synchronized void disconnected(Status status) {
    if (outlet != null) {
      outlet.drop();
    }
    outlet = null;
    fail(status);
  }

  private synchronized void gone(Outlet which) {
    if (which == outlet) {
      newOutlet();
      fail(Status.GONE);
    }
  }

  /** Ends every open request. */
  private void fail(Status status) {
    epoch = UNKNOWN;
    looks = 0;
    forgetEarly();
    ports.values().forEach(each -> each.fail(status));
  }

  private void forgetEarly() {
    early.clear();
    earlyBytes = 0;
    notifyAll();
  }

  synchronized void receive(Letter letter) {
    looks = 0;
    if (outlet == null) {
      return; // It came over a connection that is no more.
    }
    if (epoch != letter.epoch()) {
      if (epoch != UNKNOWN) {
        ports.values().forEach(each -> each.fail(Status.LOST));
      }
      epoch = letter.epoch();
      outlet.restart(Letter.head(manager, epoch));
      early.forEach(outlet::add);
      forgetEarly();
    }
    for (Letter.Entry each : letter.entries()) {
      LanePort port = ports.get(each.client());
      if (port != null) {
        port.receive(each.frame());
      }
    }
  }

  /** Once a second: whoever waits must hear if the manager is gone. */
  synchronized void look() {
    boolean waiting = !early.isEmpty() || ports.values().stream().anyMatch(each -> each.open > 0);
    if (!waiting) {
      return;
    }
    looks++;
    if (epoch == UNKNOWN && looks > PATIENCE_LOOKS) {
      fail(Status.LOST);
    } else if (outlet != null) {
      outlet.probe();
    }
  }

  synchronized Outlet outlet() {
    return outlet;
  }

  private void send(LanePort port, Request request) {
    byte[] entry = Letter.entry(port.client, request.toFrame());
    Outlet now;
    synchronized (this) {
      awaitEarlyRoom();
      if (request.number() != Request.NO_ANSWER && request.op() != Op.CANCEL) {
        port.open++;
      }
      now = outlet;
      if (epoch != UNKNOWN) {
        now.add(entry);
      } else {
        early.add(entry);
        earlyBytes += entry.length;
        if (now != null) {
          now.probe();
        }
      }
    }
    if (now != null) {
      now.awaitRoom();
    }
  }

  private void awaitEarlyRoom() {
    boolean interrupted = false;
    while (earlyBytes > Outlet.ROOM_BYTES) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class LanePort implements Port {

    private final long client;
    private final Consumer<Answer> answers;
    private int open;

    LanePort(long client, Consumer<Answer> answers) {
      this.client = client;
      this.answers = answers;
    }

    @Override
    public void send(Request request) {
      Lane.this.send(this, request);
    }

    @Override
    public void close() {
      send(Request.leave());
      synchronized (Lane.this) {
        ports.remove(client);
      }
    }

    private void receive(byte[] frame) {
      try {
        Answer answer = Answer.of(frame);
        open = answer.number() == Answer.TO_ALL ? 0 : open - 1;
        answers.accept(answer);
      } catch (IllegalArgumentException e) {
        log.warn("a manager has sent what is no answer, and it is dropped: {}", e.getMessage());
      }
    }

    private void fail(Status status) {
      open = 0;
      answers.accept(Answer.toAll(status));
    }
  }
}
