package dev.warren.sync.state;

import dev.warren.sync.wire.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A queue, with a bound or without, that counts what is not dealt with yet. */
final class QueueState extends SharedObject {

  /** An answer with several items ends here, in bytes; one item may be larger. */
  private static final int MANY_BYTES = 1 << 20;

  private final long bound;
  private final Deque<byte[]> items = new ArrayDeque<>();
  private final Waiters getters = new Waiters();
  private final Waiters putters = new Waiters();
  private final Waiters joiners = new Waiters();

  /** How many items of a waiting putter are in already. */
  private final Map<Call, Integer> accepted = new HashMap<>();

  private long unfinished;

  /** {@code bound}: 0 for none. */
  QueueState(long bound) {
    this.bound = bound;
  }

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case PUT -> put(call);
      case GET -> get(call);
      case SIZE -> call.ok(items.size());
      case BOUND -> call.ok(bound);
      case TASK_DONE -> taskDone(call);
      case JOIN -> join(call);
      default -> refuse(call);
    }
  }

  private boolean isFull() {
    return bound > 0 && items.size() >= bound;
  }

  private void put(Call call) {
    if (putters.isEmpty() && accept(call)) {
      call.ok();
    } else {
      putters.park(call, this::endPut);
    }
    serve();
  }

  private void endPut(Call call, Status status) {
    accepted.remove(call);
    call.answer(status);
  }

  /** Takes in what there is room for; returns whether that was all. */
  private boolean accept(Call call) {
    List<byte[]> values = call.request().values();
    int next = accepted.getOrDefault(call, 0);
    while (next < values.size() && !isFull()) {
      items.add(values.get(next++));
      unfinished++;
    }
    if (next < values.size()) {
      accepted.put(call, next);
      return false;
    }
    accepted.remove(call);
    return true;
  }

  private static long most(Call call) {
    return call.request().values().isEmpty() ? 1 : call.number(0);
  }

  private void get(Call call) {
    long unused = most(call); // A number that is none must not come up in somebody else's call.
    if (getters.isEmpty() && !items.isEmpty()) {
      give(call);
      serve();
    } else {
      getters.park(call);
    }
  }

  private void give(Call call) {
    long most = most(call);
    List<byte[]> given = new ArrayList<>();
    int bytes = 0;
    do {
      byte[] item = items.remove();
      bytes += item.length;
      given.add(item);
    } while (given.size() < most && !items.isEmpty() && bytes + items.peek().length <= MANY_BYTES);
    call.ok(given);
  }

  /** Items to those who wait for items, room to those who wait for room, until nothing moves. */
  private void serve() {
    while (true) {
      if (!items.isEmpty() && !getters.isEmpty()) {
        give(getters.poll());
      } else if (!isFull() && !putters.isEmpty()) {
        if (accept(putters.first())) {
          putters.poll().ok();
        }
      } else {
        return;
      }
    }
  }

  private void taskDone(Call call) {
    if (unfinished == 0) {
      call.answer(Status.TOO_OFTEN);
      return;
    }
    unfinished--;
    call.ok();
    if (unfinished == 0) {
      joiners.pollAll().forEach(each -> each.ok());
    }
  }

  private void join(Call call) {
    if (unfinished == 0) {
      call.ok();
    } else {
      joiners.park(call);
    }
  }

  @Override
  void left(Client client) {
    getters.drop(client);
    joiners.drop(client);
    accepted.keySet().removeIf(each -> each.client() == client);
    putters.drop(client);
    serve();
  }
}
