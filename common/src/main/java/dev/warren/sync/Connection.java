package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.codec.ValueCodec;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;

/**
 * One end of a {@link Pipe} (Python: {@code multiprocessing.connection.Connection}). What is sent
 * waits at the other end, any amount of it. Thread-safe.
 *
 * <p>An end may be used by several processes. It is closed when the last one that has got or used
 * it closes it or dies; so a program may close its handle of an end that it has given to another
 * process. While an end is on its way to a process nobody has it: if that process dies before it
 * gets it, the other end is not told. Give {@link #poll(Duration) a timeout} where that may happen.
 *
 * @param <T> the type of what goes through
 */
public final class Connection<T> extends Handle {

  static final String KIND = "connection";
  static final String RECEIVES = "receiving-connection";
  static final String SENDS = "sending-connection";

  private final ValueCodec codec;
  private final boolean receives;
  private final boolean sends;
  private volatile boolean closed;

  Connection(Reference reference, List<Type> types) {
    super(reference);
    codec = ValueCodec.of(types.get(0));
    receives = !reference.kind().equals(SENDS);
    sends = !reference.kind().equals(RECEIVES);
  }

  /** Makes the handle of a process that has been given this end: from now on its death counts. */
  static Connection<?> received(Reference reference, List<Type> types) {
    Connection<?> received = new Connection<>(reference, types);
    received.mention(Op.USE);
    return received;
  }

  /**
   * Sends a value to the other end. Does not wait for it to be received.
   *
   * @param value the value, possibly null
   * @throws PipeEndedException if the other end is closed
   * @throws IllegalStateException if this end is closed, or only receives
   * @throws dev.warren.codec.UnencodableException if the value cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public void send(T value) {
    checkOpen(sends, "receives");
    checked(askNow(Op.PUT, codec.write(value)));
  }

  /**
   * Receives the next value; waits for it.
   *
   * @return the value, possibly null
   * @throws PipeEndedException if the other end is closed and nothing is left
   * @throws IllegalStateException if this end is closed, or only sends
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits; nothing is received
   */
  @SuppressWarnings("unchecked")
  public T receive() throws InterruptedException {
    checkOpen(receives, "sends");
    return (T) codec.read(checked(askForEver(Op.GET)).values().get(0));
  }

  /**
   * Whether there is something to receive: a value, or the end.
   *
   * @return true if {@link #receive} would not wait
   * @throws IllegalStateException if this end is closed, or only sends
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean poll() throws InterruptedException {
    return poll(Duration.ZERO);
  }

  /**
   * Waits until there is something to receive, a value or the end, but not for longer than that.
   *
   * @param timeout how long
   * @return true if {@link #receive} would not wait
   * @throws IllegalStateException if this end is closed, or only sends
   * @throws IllegalArgumentException if the timeout is negative
   * @throws ManagerGoneException if the manager is gone
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public boolean poll(Duration timeout) throws InterruptedException {
    checkOpen(receives, "sends");
    return checked(ask(Op.AWAIT, nanos(timeout))).status() == Status.OK;
  }

  /**
   * Gives this handle up. If no other process uses this end, the other end receives what is left
   * and then a {@link PipeEndedException}. A second time it does nothing.
   *
   * @throws ManagerGoneException if the manager is gone
   */
  public void close() {
    if (!closed) {
      closed = true;
      askNow(Op.CLOSE, Numbers.write(hasTravelled() ? 1 : 0));
    }
  }

  private void checkOpen(boolean allowed, String does) {
    if (closed) {
      throw new IllegalStateException(this + " is closed");
    }
    if (!allowed) {
      throw new IllegalStateException(this + " only " + does);
    }
  }

  private Answer checked(Answer answer) {
    if (answer.status() == Status.ENDED) {
      throw new PipeEndedException("the other end of " + this + " is closed");
    }
    if (answer.status() == Status.CLOSED) {
      throw new IllegalStateException(this + " is closed");
    }
    return answer;
  }
}
