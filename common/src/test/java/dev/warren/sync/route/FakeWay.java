package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A way to a manager that a test answers for: everything is done, unless the test does it. */
public final class FakeWay implements Port {

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private Consumer<Answer> answers;
  private boolean silent;
  private int closes;

  /** The way of the next caller of a manager. */
  public FakeWay(String manager) {
    Caller.of(
        manager,
        consumer -> {
          answers = consumer;
          return this;
        });
  }

  /** Leaves the answers to the test. */
  public void beSilent() {
    silent = true;
  }

  @Override
  public void send(Request request) {
    requests.add(request);
    if (!silent && request.number() != Request.NO_ANSWER) {
      answer(request.number());
    }
  }

  /** Answers a request. */
  public void answer(long number) {
    answers.accept(new Answer(number, Status.OK, List.of()));
  }

  /** Ends everything that is open. */
  public void end(Status status) {
    answers.accept(Answer.toAll(status));
  }

  @Override
  public void close() {
    closes++;
  }

  /** How often it was closed. */
  public int closes() {
    return closes;
  }

  /** What was asked for. */
  public List<Op> asked() {
    return requests.stream().map(Request::op).toList();
  }

  /** The number of the last request. */
  public long lastNumber() {
    return requests.get(requests.size() - 1).number();
  }
}
