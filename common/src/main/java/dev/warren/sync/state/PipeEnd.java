package dev.warren.sync.state;

import dev.warren.sync.wire.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * One end of a pipe: what was sent to it, and who uses it. It is closed when the last process that
 * has got or used it closes it or dies; one that nobody has used yet may still be on its way to the
 * process that will, and is closed only by who never gave it away.
 */
final class PipeEnd extends SharedObject {

  private final Deque<byte[]> inbox = new ArrayDeque<>();
  private final Waiters receivers = new Waiters();
  private final Waiters pollers = new Waiters();
  private final Set<Client> users = new HashSet<>();
  private PipeEnd other;
  private boolean used;
  private boolean closed;

  static PipeEnd pair() {
    PipeEnd first = new PipeEnd();
    PipeEnd second = new PipeEnd();
    first.other = second;
    second.other = first;
    return first;
  }

  PipeEnd other() {
    return other;
  }

  @Override
  void handle(Call call) {
    if (closed) {
      call.answer(Status.CLOSED);
      return;
    }
    switch (call.request().op()) {
      case PUT -> send(call);
      case GET -> receive(call);
      case AWAIT -> poll(call);
      case CLOSE -> close(call);
      case USE -> {
        use(call);
        call.ok();
      }
      default -> refuse(call);
    }
  }

  private void use(Call call) {
    users.add(call.client());
    used = true;
  }

  private void send(Call call) {
    use(call);
    if (other.closed) {
      call.answer(Status.ENDED);
      return;
    }
    other.inbox.add(call.value(0));
    call.ok();
    other.serve();
  }

  private void receive(Call call) {
    use(call);
    if (!inbox.isEmpty()) {
      call.ok(inbox.remove());
    } else if (other.closed) {
      call.answer(Status.ENDED);
    } else {
      receivers.park(call);
    }
  }

  private void poll(Call call) {
    use(call);
    if (other.closed || !inbox.isEmpty()) {
      call.ok();
    } else {
      pollers.park(call);
    }
  }

  private void serve() {
    while (!inbox.isEmpty() && !receivers.isEmpty()) {
      receivers.poll().ok(inbox.remove());
    }
    if (other.closed) {
      receivers.pollAll().forEach(each -> each.answer(Status.ENDED));
    }
    if (other.closed || !inbox.isEmpty()) {
      pollers.pollAll().forEach(each -> each.ok());
    }
  }

  /** The first value says whether the handle was ever given away. */
  private void close(Call call) {
    boolean givenAway = call.number(0) != 0;
    users.remove(call.client());
    call.ok();
    if (users.isEmpty() && (used || !givenAway)) {
      shut();
    }
  }

  private void shut() {
    closed = true;
    inbox.clear();
    receivers.pollAll().forEach(each -> each.answer(Status.CLOSED));
    pollers.pollAll().forEach(each -> each.answer(Status.CLOSED));
    other.serve();
  }

  @Override
  void left(Client client) {
    receivers.drop(client);
    pollers.drop(client);
    if (users.remove(client) && users.isEmpty()) {
      shut();
    }
  }
}
