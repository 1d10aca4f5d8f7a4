package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.codec.ValueCodec;
import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Numbers;
import dev.warren.sync.wire.Op;
import dev.warren.sync.wire.Status;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A dictionary of a manager (Python: {@code Manager().dict()}). Keys are equal if they are the same
 * JSON; they keep the order in which they came. Values are copies: to change one, put it again, or
 * {@link #update} it. Each method is a round trip and happens at once. Thread-safe.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class SharedDict<K, V> extends Handle {

  static final String KIND = "dict";

  private static final byte[] NONE = Numbers.write(0);
  private static final byte[] ONE = Numbers.write(1);

  private final ValueCodec keys;
  private final ValueCodec values;

  SharedDict(Reference reference, List<Type> types) {
    super(reference);
    keys = ValueCodec.of(types.get(0));
    values = ValueCodec.of(types.get(1));
  }

  /**
   * Looks a key up.
   *
   * @param key the key
   * @return its value; null if there is none
   * @throws ManagerGoneException if the manager is gone
   */
  public V get(K key) {
    return value(askNow(Op.GET, keys.write(key)));
  }

  /**
   * Looks a key up.
   *
   * @param key the key
   * @param otherwise what to return if there is no such key
   * @return its value
   * @throws ManagerGoneException if the manager is gone
   */
  public V getOrDefault(K key, V otherwise) {
    Answer answer = askNow(Op.GET, keys.write(key));
    return answer.values().isEmpty() ? otherwise : value(answer);
  }

  /**
   * Whether there is such a key.
   *
   * @param key the key
   * @return whether it has a value
   * @throws ManagerGoneException if the manager is gone
   */
  public boolean containsKey(K key) {
    return !askNow(Op.GET, keys.write(key)).values().isEmpty();
  }

  /**
   * Sets the value of a key.
   *
   * @param key the key
   * @param value its value
   * @return its value before; null if there was none
   * @throws dev.warren.codec.UnencodableException if key or value cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public V put(K key, V value) {
    return value(askNow(Op.PUT, keys.write(key), values.write(value)));
  }

  /**
   * Sets the values of several keys at once (Python: {@code update}).
   *
   * @param entries keys and values
   * @throws dev.warren.codec.UnencodableException if they cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public void putAll(Map<? extends K, ? extends V> entries) {
    List<byte[]> all = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          all.add(keys.write(key));
          all.add(values.write(value));
        });
    askNow(Op.ADD, all);
  }

  /**
   * Sets the value of a key that has none (Python: {@code setdefault}).
   *
   * @param key the key
   * @param value its value, if it has none
   * @return whether it had none
   * @throws dev.warren.codec.UnencodableException if key or value cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public boolean putIfAbsent(K key, V value) {
    return swap(keys.write(key), null, values.write(value));
  }

  /**
   * Removes a key (Python: {@code pop}).
   *
   * @param key the key
   * @return its value; null if there was none
   * @throws ManagerGoneException if the manager is gone
   */
  public V remove(K key) {
    return value(askNow(Op.REMOVE, keys.write(key)));
  }

  /**
   * Changes the value of a key; nobody else's change gets lost. Python needs a lock for that.
   *
   * @param key the key
   * @param change gets the value, null if there is none, and returns the new one, null to remove
   *     the key; runs in this process, more than once if others change the key meanwhile
   * @return what the change has returned
   * @throws dev.warren.codec.UnencodableException if key or value cannot travel
   * @throws ManagerGoneException if the manager is gone
   */
  public V update(K key, UnaryOperator<V> change) {
    byte[] written = keys.write(key);
    while (true) {
      Answer now = askNow(Op.GET, written);
      byte[] old = now.values().isEmpty() ? null : now.values().get(0);
      V changed = change.apply(value(now));
      if (swap(written, old, changed == null ? null : values.write(changed))) {
        return changed;
      }
    }
  }

  private boolean swap(byte[] key, byte[] old, byte[] wanted) {
    List<byte[]> all = new ArrayList<>(List.of(key));
    for (byte[] each : new byte[][] {old, wanted}) {
      all.add(each == null ? NONE : ONE);
      if (each != null) {
        all.add(each);
      }
    }
    return askNow(Op.SWAP, all).status() == Status.OK;
  }

  /**
   * How many keys there are.
   *
   * @return a number that may have changed by now
   * @throws ManagerGoneException if the manager is gone
   */
  public int size() {
    return (int) Numbers.read(askNow(Op.SIZE).values().get(0));
  }

  /**
   * All keys and values.
   *
   * @return a copy
   * @throws dev.warren.codec.UnencodableException if they take more than 15 MiB
   * @throws ManagerGoneException if the manager is gone
   */
  @SuppressWarnings("unchecked")
  public Map<K, V> toMap() {
    List<byte[]> all = askNow(Op.ALL).values();
    Map<K, V> map = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i += 2) {
      map.put((K) keys.read(all.get(i)), (V) values.read(all.get(i + 1)));
    }
    return map;
  }

  /**
   * All keys.
   *
   * @return a copy
   * @throws dev.warren.codec.UnencodableException if keys and values take more than 15 MiB
   * @throws ManagerGoneException if the manager is gone
   */
  public Set<K> keys() {
    return toMap().keySet();
  }

  /**
   * Removes all keys.
   *
   * @throws ManagerGoneException if the manager is gone
   */
  public void clear() {
    askNow(Op.CLEAR);
  }

  @SuppressWarnings("unchecked")
  private V value(Answer answer) {
    return answer.values().isEmpty() ? null : (V) values.read(answer.values().get(0));
  }
}
