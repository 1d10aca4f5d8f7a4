package dev.warren.sync.state;

import dev.warren.sync.wire.Status;

/** Something that processes share. Under its owner's lock. */
abstract class SharedObject {

  /** Answers a call, or parks it. */
  abstract void handle(Call call);

  /** Releases what a client has held that is no more, and forgets its calls. */
  void left(Client client) {}

  /** Answers a call for something that this kind of object does not do. */
  static void refuse(Call call) {
    call.answer(Status.MALFORMED);
  }
}
