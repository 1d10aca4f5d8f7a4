package dev.warren.sync.state;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The objects of one manager, in the memory of its process. Everything happens under one lock, held
 * for moments: whoever takes an answer must not block. Thread-safe.
 */
public final class Owner implements AutoCloseable {

  private final Alarm alarm;
  private final Map<Long, SharedObject> objects = new HashMap<>();
  private final Set<Client> clients = new HashSet<>();
  private long lastObject;
  private boolean closed;

  /** Creates an owner of nothing. */
  public Owner() {
    this(new Timer());
  }

  Owner(Alarm alarm) {
    this.alarm = alarm;
  }

  /**
   * Makes a queue.
   *
   * @param bound how many items it may hold; 0 for any number
   * @return its id
   */
  public long queue(int bound) {
    return add(new QueueState(bound));
  }

  /**
   * Makes a semaphore.
   *
   * @param permits how many permits it has at first
   * @param bounded whether it may never have more
   * @return its id
   */
  public long semaphore(int permits, boolean bounded) {
    return add(new SemaphoreState(permits, bounded));
  }

  /**
   * Makes a lock that its holder may take again.
   *
   * @return its id
   */
  public long rlock() {
    return add(new RLockState());
  }

  /**
   * Makes a condition.
   *
   * @param rlock the id of its lock
   * @return its id
   */
  public synchronized long condition(long rlock) {
    return add(new ConditionState((RLockState) objects.get(rlock)));
  }

  /**
   * Makes an event.
   *
   * @return its id
   */
  public long event() {
    return add(new EventState());
  }

  /**
   * Makes a barrier.
   *
   * @param parties how many wait for each other
   * @return its id
   */
  public long barrier(int parties) {
    return add(new BarrierState(parties));
  }

  /**
   * Makes a pipe.
   *
   * @return the id of its first end; that of its second is one more
   */
  public synchronized long pipe() {
    PipeEnd first = PipeEnd.pair();
    long id = add(first);
    add(first.other());
    return id;
  }

  /**
   * Makes a dictionary.
   *
   * @return its id
   */
  public long dict() {
    return add(new DictState());
  }

  /**
   * Makes a list.
   *
   * @return its id
   */
  public long list() {
    return add(new ListState());
  }

  /**
   * Makes a single value.
   *
   * @param value what it is at first
   * @return its id
   */
  public long value(byte[] value) {
    return add(new ValueState(value));
  }

  private synchronized long add(SharedObject object) {
    if (closed) {
      throw new IllegalStateException("the manager is closed");
    }
    objects.put(++lastObject, object);
    return lastObject;
  }

  /**
   * Lets a client in.
   *
   * @param answers takes its answers, on whatever thread they come about; must not block
   * @return its port
   */
  public synchronized Port connect(Consumer<Answer> answers) {
    Client client = new Client(this, answers);
    if (closed) {
      client.markGone();
      answers.accept(Answer.toAll(Status.GONE));
    } else {
      clients.add(client);
    }
    return client;
  }

  synchronized void handle(Client client, Request request) {
    if (client.isGone()) {
      client.turnAway();
      return;
    }
    switch (request.op()) {
      case CANCEL -> client.cancel(request.number());
      case LEAVE -> leave(client);
      default -> handle(new Call(client, request, this::in));
    }
  }

  private void handle(Call call) {
    SharedObject object = objects.get(call.request().object());
    try {
      if (object == null) {
        call.answer(Status.MALFORMED);
      } else {
        object.handle(call);
      }
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      call.answer(Status.MALFORMED); // Too few values, or a number that is none.
    }
  }

  synchronized void leave(Client client) {
    if (clients.remove(client)) {
      client.markGone();
      objects.values().forEach(each -> each.left(client));
    }
  }

  private Runnable in(long nanos, Runnable action) {
    return alarm.in(nanos, () -> locked(action));
  }

  private synchronized void locked(Runnable action) {
    action.run();
  }

  /** Ends every open request, and every later one, with {@link Status#GONE}. */
  @Override
  public synchronized void close() {
    closed = true;
    alarm.close();
    List<Client> all = new ArrayList<>(clients);
    clients.clear();
    objects.clear();
    for (Client each : all) {
      each.answer(Answer.toAll(Status.GONE));
      each.markGone();
    }
  }
}
