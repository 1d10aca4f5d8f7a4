package dev.warren.sync.state;

import dev.warren.sync.wire.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A counter of permits; a lock is one with a single permit and a bound. It knows which client has
 * taken how many, so that they come back when the client dies. A release by a client that has none
 * counts against whoever has held one for longest; so permits and holdings together only grow by
 * releases when nobody holds any.
 */
final class SemaphoreState extends SharedObject {

  private final boolean bounded;
  private final Map<Client, Long> holdings = new LinkedHashMap<>();
  private final Waiters waiters = new Waiters();
  private long permits;

  SemaphoreState(long permits, boolean bounded) {
    this.permits = permits;
    this.bounded = bounded;
  }

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case ACQUIRE -> acquire(call);
      case RELEASE -> release(call);
      case SIZE -> call.ok(permits);
      default -> refuse(call);
    }
  }

  private void acquire(Call call) {
    if (permits > 0 && waiters.isEmpty()) {
      take(call);
    } else {
      waiters.park(call);
    }
  }

  private void take(Call call) {
    permits--;
    holdings.merge(call.client(), 1L, Long::sum);
    call.ok();
  }

  private void release(Call call) {
    Client from =
        holdings.containsKey(call.client())
            ? call.client()
            : holdings.keySet().stream().findFirst().orElse(null);
    if (from != null) {
      holdings.computeIfPresent(from, (client, count) -> count > 1 ? count - 1 : null);
    } else if (bounded) {
      call.answer(Status.TOO_OFTEN);
      return;
    }
    permits++;
    call.ok();
    serve();
  }

  private void serve() {
    while (permits > 0 && !waiters.isEmpty()) {
      take(waiters.poll());
    }
  }

  @Override
  void left(Client client) {
    waiters.drop(client);
    Long held = holdings.remove(client);
    permits += held == null ? 0 : held;
    serve();
  }
}
