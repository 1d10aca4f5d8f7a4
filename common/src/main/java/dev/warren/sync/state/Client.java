package dev.warren.sync.state;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A process that uses the objects of an owner. Everything but its port is under the owner's lock.
 */
final class Client implements Port {

  private final Owner owner;
  private final Consumer<Answer> answers;
  private final Map<Long, Call> parked = new HashMap<>();
  private boolean gone;

  Client(Owner owner, Consumer<Answer> answers) {
    this.owner = owner;
    this.answers = answers;
  }

  @Override
  public void send(Request request) {
    owner.handle(this, request);
  }

  @Override
  public void close() {
    owner.leave(this);
  }

  void answer(Answer answer) {
    if (!gone) {
      answers.accept(answer);
    }
  }

  void parked(Call call) {
    parked.put(call.request().number(), call);
  }

  void settled(Call call) {
    parked.remove(call.request().number(), call);
  }

  /** Gives a request up, if it still waits. */
  void cancel(long number) {
    Call call = parked.get(number);
    if (call != null) {
      call.giveUp();
    }
  }

  /** No answer is sent from here on. */
  void markGone() {
    gone = true;
    parked.values().forEach(Call::disarm);
    parked.clear();
  }

  /** Answers whoever asks behind the end: by its own will, or by that of the owner. */
  void turnAway() {
    answers.accept(Answer.toAll(Status.GONE));
  }

  boolean isGone() {
    return gone;
  }
}
