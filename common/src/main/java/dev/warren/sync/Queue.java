package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.codec.ValueCodec;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A queue between processes, first in, first out (Python: {@code multiprocessing.Queue}).
 * Thread-safe.
 *
 * <p>An item goes to exactly one getter. Without a bound, {@link #put} does not wait for the
 * manager: what one thread puts arrives in its order, and arrives even if the process ends right
 * after; if the way to the manager breaks, the next call throws. A {@link #get} is a round trip; to
 * move a great many small items between machines, use {@link #putAll} and {@link #getMany}. An item
 * that was taken by a process that dies then is gone.
 *
 * @param <T> the type of the items
 */
public class Queue<T> extends Handle {

  static final String KIND = "queue";

  /** Many items are sent in parts of so many bytes. */
  private static final int PART_BYTES = 256 << 10;

  private static final int BOUND_UNKNOWN = -1;

  private final ValueCodec codec;
  private volatile int bound = BOUND_UNKNOWN;
  private volatile boolean closed;

  Queue(Reference reference, List<Type> types) {
    super(reference);
    codec = ValueCodec.of(types.get(0));
  }

  /**
   * Puts an item in; waits for room if the queue has a bound.
   *
   * @param item the item, possibly null
   * @throws IllegalStateException if this handle is closed
   * @throws dev.warren.codec.UnencodableException if the item cannot travel
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; the item is not in
   */
  public void put(T item) throws InterruptedException {
    checkOpen();
    byte[] value = codec.write(item);
    if (bound() == 0) {
      tell(Op.PUT, List.of(value));
    } else {
      askForEver(Op.PUT, value);
    }
  }

  /**
   * Puts an item in, if there is room in time.
   *
   * @param item the item, possibly null
   * @param timeout how long to wait for room; zero not to wait
   * @throws QueueFullException if there is none
   * @throws IllegalStateException if this handle is closed
   * @throws IllegalArgumentException if the timeout is negative
   * @throws dev.warren.codec.UnencodableException if the item cannot travel
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; the item is not in
   */
  public void put(T item, Duration timeout) throws InterruptedException {
    checkOpen();
    long nanos = nanos(timeout);
    byte[] value = codec.write(item);
    if (bound() == 0) {
      tell(Op.PUT, List.of(value));
    } else if (ask(Op.PUT, nanos, value).status() == Status.NO) {
      throw new QueueFullException(this + " had no room within " + timeout);
    }
  }

  /**
   * Puts items in, in their order, in few messages; waits for room if the queue has a bound. Other
   * processes' items may come between them.
   *
   * @param items the items
   * @throws IllegalStateException if this handle is closed
   * @throws dev.warren.codec.UnencodableException if an item cannot travel
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; some of the items may
   *     be in
   */
  public void putAll(Collection<? extends T> items) throws InterruptedException {
    checkOpen();
    List<byte[]> part = new ArrayList<>();
    int bytes = 0;
    for (T each : items) {
      byte[] value = codec.write(each);
      if (bytes > 0 && bytes + value.length > PART_BYTES) {
        putPart(part);
        part.clear();
        bytes = 0;
      }
      part.add(value);
      bytes += value.length;
    }
    if (!part.isEmpty()) {
      putPart(part);
    }
  }

  private void putPart(List<byte[]> part) throws InterruptedException {
    if (bound() == 0) {
      tell(Op.PUT, part);
    } else {
      askForEver(Op.PUT, part.toArray(byte[][]::new));
    }
  }

  /**
   * Takes the first item out; waits for one.
   *
   * @return the item, possibly null
   * @throws IllegalStateException if this handle is closed
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; no item is taken
   */
  public T get() throws InterruptedException {
    checkOpen();
    return items(askForEver(Op.GET)).get(0);
  }

  /**
   * Takes the first item out, if there is one in time.
   *
   * @param timeout how long to wait; zero not to wait
   * @return the item, possibly null
   * @throws QueueEmptyException if there is none
   * @throws IllegalStateException if this handle is closed
   * @throws IllegalArgumentException if the timeout is negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; no item is taken
   */
  public T get(Duration timeout) throws InterruptedException {
    checkOpen();
    return items(inTime(ask(Op.GET, nanos(timeout)), timeout)).get(0);
  }

  /**
   * Takes several items out, in one round trip; waits for the first one, and not for more.
   *
   * @param max the most to take, at least 1; about a mebibyte of items ends it as well
   * @return at least one item
   * @throws IllegalStateException if this handle is closed
   * @throws IllegalArgumentException if max is less than 1
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; no item is taken
   */
  public List<T> getMany(int max) throws InterruptedException {
    checkOpen();
    return items(askForEver(Op.GET, max(max)));
  }

  /**
   * Takes several items out, in one round trip; waits for the first one, and not for more.
   *
   * @param max the most to take, at least 1; about a mebibyte of items ends it as well
   * @param timeout how long to wait; zero not to wait
   * @return at least one item
   * @throws QueueEmptyException if there is none in time
   * @throws IllegalStateException if this handle is closed
   * @throws IllegalArgumentException if max is less than 1, or the timeout negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; no item is taken
   */
  public List<T> getMany(int max, Duration timeout) throws InterruptedException {
    checkOpen();
    return items(inTime(ask(Op.GET, nanos(timeout), max(max)), timeout));
  }

  private static byte[] max(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("max is at least 1, not " + max);
    }
    return Numbers.write(max);
  }

  private Answer inTime(Answer answer, Duration timeout) {
    if (answer.status() == Status.NO) {
      throw new QueueEmptyException(this + " had nothing within " + timeout);
    }
    return answer;
  }

  @SuppressWarnings("unchecked")
  private List<T> items(Answer answer) {
    List<T> items = new ArrayList<>();
    answer.values().forEach(each -> items.add((T) codec.read(each)));
    return items;
  }

  /**
   * How many items are in (Python: {@code qsize}).
   *
   * @return a number that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public int size() {
    return (int) Numbers.read(askNow(Op.SIZE).values().get(0));
  }

  /**
   * Whether nothing is in.
   *
   * @return an answer that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public boolean isEmpty() {
    return size() == 0;
  }

  /**
   * Whether the queue is at its bound.
   *
   * @return an answer that may have changed by now; false without a bound
   * @throws ManagerGoneException if the manager is gone
   */
  public boolean isFull() {
    return bound() > 0 && size() >= bound();
  }

  /** How many items may be in; 0 for any number. */
  private int bound() {
    if (bound == BOUND_UNKNOWN) {
      bound = (int) Numbers.read(askNow(Op.BOUND).values().get(0));
    }
    return bound;
  }

  /**
   * Gives this handle up: it neither puts nor gets any more. Other processes' handles are not
   * concerned, and what was put stays in (Python: {@code Queue.close}).
   */
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException(this + " is closed in this process");
    }
  }
}
