package dev.warren.sync;

import dev.warren.codec.ElementTypes;
import dev.warren.codec.Reference;
import dev.warren.codec.TypeRef;
import dev.warren.codec.ValueCodec;
import dev.warren.sync.state.Owner;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;

/** The objects of a manager that hold values, and so have types. */
abstract class Containers {

  private final String id;
  private final Owner owner;

  Containers(String id, Owner owner) {
    this.id = id;
    this.owner = owner;
  }

  /**
   * Makes a queue without a bound.
   *
   * @param type the type of its items
   * @param <T> the type of its items
   * @return the queue
   * @throws IllegalStateException if the manager is closed
   */
  public <T> Queue<T> queue(Class<T> type) {
    return queue(type, 0);
  }

  /**
   * Makes a queue.
   *
   * @param type the type of its items
   * @param maxSize how many items it may hold; 0 for any number
   * @param <T> the type of its items
   * @return the queue
   * @throws IllegalArgumentException if maxSize is negative
   * @throws IllegalStateException if the manager is closed
   */
  public <T> Queue<T> queue(Class<T> type, int maxSize) {
    return newQueue(type, maxSize);
  }

  /**
   * Makes a queue without a bound.
   *
   * @param type the type of its items
   * @param <T> the type of its items
   * @return the queue
   * @throws IllegalStateException if the manager is closed
   */
  public <T> Queue<T> queue(TypeRef<T> type) {
    return queue(type, 0);
  }

  /**
   * Makes a queue.
   *
   * @param type the type of its items
   * @param maxSize how many items it may hold; 0 for any number
   * @param <T> the type of its items
   * @return the queue
   * @throws IllegalArgumentException if maxSize is negative
   * @throws IllegalStateException if the manager is closed
   */
  public <T> Queue<T> queue(TypeRef<T> type, int maxSize) {
    return newQueue(type.type(), maxSize);
  }

  private <T> Queue<T> newQueue(Type type, int maxSize) {
    long queue = owner.queue(atLeast(0, maxSize, "maxSize"));
    return new Queue<>(reference(Queue.KIND, queue, type), types(type));
  }

  /**
   * Makes a joinable queue without a bound.
   *
   * @param type the type of its items
   * @param <T> the type of its items
   * @return the queue
   * @throws IllegalStateException if the manager is closed
   */
  public <T> JoinableQueue<T> joinableQueue(Class<T> type) {
    return joinableQueue(type, 0);
  }

  /**
   * Makes a joinable queue.
   *
   * @param type the type of its items
   * @param maxSize how many items it may hold; 0 for any number
   * @param <T> the type of its items
   * @return the queue
   * @throws IllegalArgumentException if maxSize is negative
   * @throws IllegalStateException if the manager is closed
   */
  public <T> JoinableQueue<T> joinableQueue(Class<T> type, int maxSize) {
    return newJoinableQueue(type, maxSize);
  }

  /**
   * Makes a joinable queue.
   *
   * @param type the type of its items
   * @param maxSize how many items it may hold; 0 for any number
   * @param <T> the type of its items
   * @return the queue
   * @throws IllegalArgumentException if maxSize is negative
   * @throws IllegalStateException if the manager is closed
   */
  public <T> JoinableQueue<T> joinableQueue(TypeRef<T> type, int maxSize) {
    return newJoinableQueue(type.type(), maxSize);
  }

  private <T> JoinableQueue<T> newJoinableQueue(Type type, int maxSize) {
    long queue = owner.queue(atLeast(0, maxSize, "maxSize"));
    return new JoinableQueue<>(reference(JoinableQueue.KIND, queue, type), types(type));
  }

  /**
   * Makes a pipe in both directions.
   *
   * @param type the type of what goes through
   * @param <T> the type of what goes through
   * @return its two ends
   * @throws IllegalStateException if the manager is closed
   */
  public <T> Pipe<T> pipe(Class<T> type) {
    return newPipe(type, Connection.KIND, Connection.KIND);
  }

  /**
   * Makes a pipe in both directions.
   *
   * @param type the type of what goes through
   * @param <T> the type of what goes through
   * @return its two ends
   * @throws IllegalStateException if the manager is closed
   */
  public <T> Pipe<T> pipe(TypeRef<T> type) {
    return newPipe(type.type(), Connection.KIND, Connection.KIND);
  }

  /**
   * Makes a pipe in one direction (Python: {@code Pipe(duplex=False)}).
   *
   * @param type the type of what goes through
   * @param <T> the type of what goes through
   * @return its ends: the first one receives, the second one sends
   * @throws IllegalStateException if the manager is closed
   */
  public <T> Pipe<T> simplexPipe(Class<T> type) {
    return newPipe(type, Connection.RECEIVES, Connection.SENDS);
  }

  private <T> Pipe<T> newPipe(Type type, String first, String second) {
    long end = owner.pipe();
    return new Pipe<>(
        new Connection<>(reference(first, end, type), types(type)),
        new Connection<>(reference(second, end + 1, type), types(type)));
  }

  /**
   * Makes a dictionary.
   *
   * @param keys the type of its keys
   * @param values the type of its values
   * @param <K> the type of its keys
   * @param <V> the type of its values
   * @return the dictionary, empty
   * @throws IllegalStateException if the manager is closed
   */
  public <K, V> SharedDict<K, V> dict(Class<K> keys, Class<V> values) {
    return newDict(keys, values);
  }

  /**
   * Makes a dictionary.
   *
   * @param keys the type of its keys
   * @param values the type of its values
   * @param <K> the type of its keys
   * @param <V> the type of its values
   * @return the dictionary, empty
   * @throws IllegalStateException if the manager is closed
   */
  public <K, V> SharedDict<K, V> dict(TypeRef<K> keys, TypeRef<V> values) {
    return newDict(keys.type(), values.type());
  }

  private <K, V> SharedDict<K, V> newDict(Type keys, Type values) {
    return new SharedDict<>(
        reference(SharedDict.KIND, owner.dict(), keys, values), types(keys, values));
  }

  /**
   * Makes a list.
   *
   * @param type the type of its elements
   * @param <E> the type of its elements
   * @return the list, empty
   * @throws IllegalStateException if the manager is closed
   */
  public <E> SharedList<E> list(Class<E> type) {
    return newList(type);
  }

  /**
   * Makes a list.
   *
   * @param type the type of its elements
   * @param <E> the type of its elements
   * @return the list, empty
   * @throws IllegalStateException if the manager is closed
   */
  public <E> SharedList<E> list(TypeRef<E> type) {
    return newList(type.type());
  }

  private <E> SharedList<E> newList(Type type) {
    return new SharedList<>(reference(SharedList.KIND, owner.list(), type), types(type));
  }

  /**
   * Makes a single value.
   *
   * @param type its type
   * @param value what it is at first
   * @param <T> its type
   * @return the value
   * @throws dev.warren.codec.UnencodableException if it cannot travel
   * @throws IllegalStateException if the manager is closed
   */
  public <T> SharedValue<T> value(Class<T> type, T value) {
    return newValue(type, value);
  }

  /**
   * Makes a single value.
   *
   * @param type its type
   * @param value what it is at first
   * @param <T> its type
   * @return the value
   * @throws dev.warren.codec.UnencodableException if it cannot travel
   * @throws IllegalStateException if the manager is closed
   */
  public <T> SharedValue<T> value(TypeRef<T> type, T value) {
    return newValue(type.type(), value);
  }

  private <T> SharedValue<T> newValue(Type type, T value) {
    long made = owner.value(ValueCodec.of(boxed(type)).write(value));
    return new SharedValue<>(reference(SharedValue.KIND, made, type), types(type));
  }

  private Reference reference(String kind, long object, Type... types) {
    return new Reference(kind, id, object, types(types).stream().map(ElementTypes::name).toList());
  }

  private static List<Type> types(Type... types) {
    return Stream.of(types).map(Containers::boxed).toList();
  }

  private static Type boxed(Type type) {
    return type instanceof Class<?> plain ? MethodType.methodType(plain).wrap().returnType() : type;
  }

  static int atLeast(int least, int value, String what) {
    if (value < least) {
      throw new IllegalArgumentException(what + " is at least " + least + ", not " + value);
    }
    return value;
  }
}
