package dev.warren.sync.state;

import dev.warren.sync.wire.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Parked calls, first come, first served. */
final class Waiters {

  private final Set<Call> calls = new LinkedHashSet<>();

  /** Parks a call that is answered with NO when its time is over. */
  void park(Call call) {
    park(call, Call::answer);
  }

  /**
   * Parks a call.
   *
   * @param end what to do when it does not get what it waits for; by then it is not here any more
   */
  void park(Call call, BiConsumer<Call, Status> end) {
    calls.add(call);
    call.park(() -> end(call, end, Status.NO), () -> end(call, end, Status.CANCELLED));
  }

  /** Adds a call that waits for as long as it takes. */
  void add(Call call) {
    calls.add(call);
  }

  private void end(Call call, BiConsumer<Call, Status> end, Status status) {
    if (calls.remove(call)) {
      call.disarm();
      end.accept(call, status);
    }
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  int size() {
    return calls.size();
  }

  Call first() {
    return calls.iterator().next();
  }

  /** Takes the first one out: its time does not run any more. */
  Call poll() {
    Call call = first();
    calls.remove(call);
    call.disarm();
    return call;
  }

  /** Takes all out. */
  List<Call> pollAll() {
    List<Call> all = new ArrayList<>();
    while (!isEmpty()) {
      all.add(poll());
    }
    return all;
  }

  /** Forgets a client's; returns whether there were any. */
  boolean drop(Client client) {
    return calls.removeIf(each -> each.client() == client);
  }
}
