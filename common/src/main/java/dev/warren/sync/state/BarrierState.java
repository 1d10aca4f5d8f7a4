package dev.warren.sync.state;

import dev.warren.sync.wire.Status;
import java.util.List;

/** A place where a number of parties wait for each other. */
final class BarrierState extends SharedObject {

  private final long parties;
  private final Waiters waiters = new Waiters();
  private boolean broken;

  BarrierState(long parties) {
    this.parties = parties;
  }

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case AWAIT -> await(call);
      case ABORT -> {
        breakUp();
        call.ok();
      }
      case RESET -> {
        breakUp();
        broken = false;
        call.ok();
      }
      case IS_SET -> call.okIf(broken);
      case SIZE -> call.ok(waiters.size());
      case BOUND -> call.ok(parties);
      default -> refuse(call);
    }
  }

  private void await(Call call) {
    if (broken) {
      call.answer(Status.BROKEN);
    } else if (waiters.size() + 1 < parties) {
      waiters.park(call, this::giveUp);
    } else {
      List<Call> all = waiters.pollAll();
      for (int i = 0; i < all.size(); i++) {
        all.get(i).ok(i);
      }
      call.ok(parties - 1);
    }
  }

  /** One that leaves makes the meeting of the others impossible. */
  private void giveUp(Call call, Status status) {
    call.answer(status == Status.NO ? Status.BROKEN : status);
    breakUp();
  }

  private void breakUp() {
    broken = true;
    waiters.pollAll().forEach(each -> each.answer(Status.BROKEN));
  }

  @Override
  void left(Client client) {
    if (waiters.drop(client)) {
      breakUp();
    }
  }
}
