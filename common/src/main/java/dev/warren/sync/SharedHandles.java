package dev.warren.sync;

import dev.warren.codec.HandleOpener;
import dev.warren.codec.Reference;
import dev.warren.codec.Travelling;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes handles of references. Internal. */
public final class SharedHandles implements HandleOpener {

  private interface Opener extends BiFunction<Reference, List<Type>, Travelling> {}

  private static final Map<String, Opener> OPENERS =
      Map.ofEntries(
          Map.entry(Queue.KIND, Queue::new),
          Map.entry(JoinableQueue.KIND, JoinableQueue::new),
          Map.entry(Connection.KIND, Connection::received),
          Map.entry(Connection.RECEIVES, Connection::received),
          Map.entry(Connection.SENDS, Connection::received),
          Map.entry(SharedDict.KIND, SharedDict::new),
          Map.entry(SharedList.KIND, SharedList::new),
          Map.entry(SharedValue.KIND, SharedValue::new),
          Map.entry(Lock.KIND, untyped(Lock::new)),
          Map.entry(RLock.KIND, untyped(RLock::new)),
          Map.entry(Semaphore.KIND, untyped(Semaphore::new)),
          Map.entry(BoundedSemaphore.KIND, untyped(BoundedSemaphore::new)),
          Map.entry(Event.KIND, untyped(Event::new)),
          Map.entry(Condition.KIND, untyped(Condition::new)),
          Map.entry(Barrier.KIND, untyped(Barrier::new)));

  private static Opener untyped(Function<Reference, Travelling> opener) {
    return (reference, types) -> opener.apply(reference);
  }

  /** For {@link java.util.ServiceLoader}. */
  public SharedHandles() {}

  @Override
  public Travelling open(Reference reference, List<Type> types) {
    Opener opener = OPENERS.get(reference.kind());
    if (opener == null) {
      throw new IllegalArgumentException("there is no kind of object called " + reference.kind());
    }
    return opener.apply(reference, types);
  }
}
