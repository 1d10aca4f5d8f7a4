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
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A relay's clients at one manager. Before the first request the manager is asked for its epoch,
 * the number of its connection, and every message carries it: requests that went to an earlier
 * connection, or their answers, are lost, and a change of epoch tells so. Thread-safe.
 *
 * <p>A manager that is not found may be connecting again, also one that this lane has never heard
 * of: who has a handle has it from somebody. What is asked then waits for a few looks. If the
 * manager comes back it ends as lost, or is sent where no epoch was known; if not, it ends as gone.
 */
final class Lane {

  private static final Logger log = LoggerFactory.getLogger(Lane.class);
  private static final long UNKNOWN = 0;

  /** How many looks, a second apart, a manager may take to answer the first message. */
  private static final int PATIENCE_LOOKS = 15;

  /** How many looks a manager may take to come back. */
  private static final int RETURN_LOOKS = 5;

  /** One look in so many goes to a manager that nobody waits for. */
  private static final int IDLE_LOOKS = 10;

  private final String manager;
  private final String queue;
  private final LongSupplier numbers;
  private final Map<Long, LanePort> ports = new HashMap<>();

  /** What waits for the epoch. */
  private final List<byte[]> early = new ArrayList<>();

  private long earlyBytes;

  private Outlet.Way way;
  private Outlet outlet;
  private long epoch = UNKNOWN;
  private int looks;
  private int idleLooks;

  /** Whether the manager has had its time to come back, and has not. */
  private boolean gone;

  /** Looks since a manager that may come back is not found, that one included; 0 if it is. */
  private int absence;

  /**
   * Creates a lane.
   *
   * @param numbers tells clients apart, those of lanes that are no more included
   */
  Lane(String manager, String queue, LongSupplier numbers) {
    this.manager = manager;
    this.queue = queue;
    this.numbers = numbers;
  }

  synchronized Port open(Consumer<Answer> answers) {
    LanePort port = new LanePort(numbers.getAsLong(), answers);
    ports.put(port.client, port);
    return port;
  }

  synchronized boolean isUnused() {
    return ports.isEmpty();
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

  /** There is none any more, but there may be another one later. */
  synchronized void disconnected() {
    disconnected(Status.LOST);
  }

  /** There is none any more, and whoever still uses this is told so. */
  synchronized void end() {
    disconnected(Status.GONE);
    ports.clear();
  }

  private void disconnected(Status status) {
    if (outlet != null) {
      outlet.drop();
    }
    outlet = null;
    absence = 0;
    fail(status);
  }

  private synchronized void gone(Outlet which) {
    if (which != outlet) {
      return;
    }
    newOutlet();
    if (!gone && absence <= RETURN_LOOKS) {
      absence = Math.max(absence, 1);
      looks = 0;
    } else {
      gone = true;
      absence = 0;
      fail(Status.GONE);
    }
  }

  /** Ends every open request. */
  private void fail(Status status) {
    epoch = UNKNOWN;
    looks = 0;
    forgetEarly();
    List.copyOf(ports.values()).forEach(each -> each.fail(status)); // It may close its port.
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
    gone = false;
    if (epoch != letter.epoch() || absence > 0) {
      absence = 0;
      if (epoch != UNKNOWN) {
        fail(Status.LOST);
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

  /** Once a second: whoever waits must hear if the manager is gone, and all others some day. */
  synchronized void look() {
    boolean waiting = !early.isEmpty() || ports.values().stream().anyMatch(each -> each.open > 0);
    if (absence > 0) {
      absence++;
    } else if (waiting) {
      looks++;
    } else if (ports.isEmpty() || ++idleLooks % IDLE_LOOKS != 0) {
      return;
    }
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
      long losses = port.losses;
      awaitEarlyRoom();
      if (!ports.containsKey(port.client)) {
        port.fail(Status.GONE);
        return;
      }
      if (losses != port.losses) {
        return; // It has ended with the others, and must not be carried out after all.
      }
      if (request.number() != Request.NO_ANSWER && request.op() != Op.CANCEL) {
        port.open++;
      }
      now = outlet;
      dispatch(entry);
    }
    if (now != null) {
      now.awaitRoom();
    }
  }

  private void dispatch(byte[] entry) {
    if (epoch != UNKNOWN && absence == 0) {
      outlet.add(entry);
    } else {
      early.add(entry);
      earlyBytes += entry.length;
      if (outlet != null) {
        outlet.probe();
      }
    }
  }

  /** Does not wait for room: it may be called by whoever takes an answer. */
  private synchronized void close(LanePort port) {
    boolean maybeKnown = epoch != UNKNOWN || !early.isEmpty();
    if (ports.remove(port.client) != null && maybeKnown) {
      dispatch(Letter.entry(port.client, Request.leave().toFrame()));
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
    private long losses;

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
      Lane.this.close(this);
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
      losses++;
      answers.accept(Answer.toAll(status));
    }
  }
}
