package dev.warren.sync.state;

import dev.warren.sync.wire.Status;
import java.util.HashMap;
import java.util.Map;

/** A condition: those who wait have given its lock up, and hold it again when they go on. */
final class ConditionState extends SharedObject {

  private final RLockState lock;
  private final Waiters waiters = new Waiters();
  private final Map<Call, Integer> depths = new HashMap<>();

  ConditionState(RLockState lock) {
    this.lock = lock;
  }

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case AWAIT -> await(call);
      case SIGNAL -> signal(call);
      case ACQUIRE, RELEASE -> lock.handle(call);
      default -> refuse(call);
    }
  }

  private void await(Call call) {
    if (!lock.isHeldBy(call)) {
      call.answer(Status.NOT_HELD);
      return;
    }
    depths.put(call, lock.releaseAll());
    waiters.park(call, this::wake);
  }

  private void wake(Call call, Status status) {
    lock.takeAgain(call, depths.remove(call), status);
  }

  private void signal(Call call) {
    if (!lock.isHeldBy(call)) {
      call.answer(Status.NOT_HELD);
      return;
    }
    long most = call.number(0);
    for (long i = 0; i < most && !waiters.isEmpty(); i++) {
      wake(waiters.poll(), Status.OK);
    }
    call.ok();
  }

  @Override
  void left(Client client) {
    waiters.drop(client);
    depths.keySet().removeIf(each -> each.client() == client);
  }
}
