package dev.warren.sync.state;

/** Something that has happened or not. */
final class EventState extends SharedObject {

  private final Waiters waiters = new Waiters();
  private boolean set;

  @Override
  void handle(Call call) {
    switch (call.request().op()) {
      case SET -> {
        set = true;
        call.ok();
        waiters.pollAll().forEach(each -> each.ok());
      }
      case CLEAR -> {
        set = false;
        call.ok();
      }
      case IS_SET -> call.okIf(set);
      case AWAIT -> await(call);
      default -> refuse(call);
    }
  }

  private void await(Call call) {
    if (set) {
      call.ok();
    } else {
      waiters.park(call);
    }
  }

  @Override
  void left(Client client) {
    waiters.drop(client);
  }
}
