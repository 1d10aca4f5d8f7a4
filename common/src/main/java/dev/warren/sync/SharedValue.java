package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.codec.ValueCodec;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A single value of a manager (Python: {@code multiprocessing.Value}). Each method is a round trip.
 * Thread-safe.
 *
 * @param <T> the type of the value
 */
public final class SharedValue<T> extends Handle {

  static final String KIND = "value";

  private final ValueCodec codec;

  SharedValue(Reference reference, List<Type> types) {
    super(reference);
    codec = ValueCodec.of(types.get(0));
  }

  /**
   * What it is.
   *
   * @return a copy
   * @throws ManagerGoneException if the manager is gone
   */
  public T get() {
    return read(askNow(Op.GET).values().get(0));
  }

  /**
   * Sets it.
   *
   * @param value the new value, possibly null
   * @throws dev.warren.codec.UnencodableException if it cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public void set(T value) {
    askNow(Op.PUT, codec.write(value));
  }

  /**
   * Changes it; nobody else's change gets lost. Python needs {@code get_lock()} for that.
   *
   * @param change gets the value and returns the new one; runs in this process, more than once if
   *     others change the value meanwhile
   * @return what the change has returned
   * @throws dev.warren.codec.UnencodableException if it cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public T update(UnaryOperator<T> change) {
    while (true) {
      byte[] now = askNow(Op.GET).values().get(0);
      T changed = change.apply(read(now));
      if (askNow(Op.SWAP, now, codec.write(changed)).status() == Status.OK) {
        return changed;
      }
    }
  }

  @SuppressWarnings("unchecked")
  private T read(byte[] value) {
    return (T) codec.read(value);
  }
}
