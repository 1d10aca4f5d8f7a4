package dev.warren.sync;

import dev.warren.codec.Reference;
import dev.warren.sync.route.Reception;
import dev.warren.sync.route.Relay;
import dev.warren.sync.route.Routes;
import dev.warren.sync.state.Owner;
import dev.warren.transport.BrokerAddress;
import java.util.List;
import java.util.UUID;

/**
 * Makes objects that processes share, and keeps them in the memory of its own process (Python:
 * {@code multiprocessing.Manager}). Thread-safe.
 *
 * <pre>{@code
 * try (Manager manager = Manager.create()) {
 *   Queue<Integer> squares = manager.queue(Integer.class);
 *   ChildProcess child = ChildProcess.of(Squares::produce, squares).start();
 *   System.out.println(squares.get());
 *   child.join();
 * }
 * }</pre>
 *
 * <p>Handles work in this process, in the processes that it starts and in theirs, and in the tasks
 * of pools with local workers. With {@link #connect} they work in the tasks of worker hosts
 * everywhere as well. What a process holds is released when it ends, however it does; when the
 * manager's process ends, every call of the others ends with a {@link ManagerGoneException}.
 *
 * <p>A type is given as a class, or as {@code new TypeRef<List<Long>>() {}} if it has type
 * arguments. The objects live as long as the manager.
 */
public final class Manager extends Containers implements AutoCloseable {

  private final String id;
  private final Owner owner;
  private Reception reception;
  private Relay relay;

  private Manager(String id, Owner owner) {
    super(id, owner);
    this.id = id;
    this.owner = owner;
  }

  /**
   * Makes a manager for this machine.
   *
   * @return a manager
   */
  public static Manager create() {
    Manager manager = new Manager(UUID.randomUUID().toString(), new Owner());
    Routes.add(manager.id, manager.owner);
    return manager;
  }

  /**
   * Makes a manager for this machine and for worker hosts elsewhere. It has a connection of its own
   * to their broker. While it is open, this process and its children reach the managers that others
   * have connected to that broker as well; if there are several brokers, to the one that this
   * process has named first. A task and a child process go the way of the program that has started
   * them: what they connect here is reached by others, but opens no new way for themselves.
   *
   * @param broker {@code amqp://user:password@host:port/vhost}, as the worker hosts' broker is
   *     given
   * @return a manager
   * @throws IllegalArgumentException if that is no such address
   * @throws dev.warren.transport.BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public static Manager connect(String broker) throws InterruptedException {
    BrokerAddress address = BrokerAddress.parse(broker);
    Manager manager = create();
    try {
      manager.serve(address);
      return manager;
    } catch (RuntimeException | InterruptedException e) {
      manager.close();
      throw e;
    }
  }

  private void serve(BrokerAddress address) throws InterruptedException {
    Reception opened = Reception.open(id, owner, address);
    synchronized (this) {
      reception = opened;
      relay = Routes.relay(address);
    }
  }

  /**
   * The manager's id, as exceptions name it.
   *
   * @return a text that no other manager has
   */
  public String id() {
    return id;
  }

  /**
   * Makes a lock.
   *
   * @return the lock, free
   * @throws IllegalStateException if the manager is closed
   */
  public Lock lock() {
    return new Lock(reference(Lock.KIND, owner.semaphore(1, true)));
  }

  /**
   * Makes a lock that its holder may acquire again.
   *
   * @return the lock, free
   * @throws IllegalStateException if the manager is closed
   */
  public RLock rlock() {
    return new RLock(reference(RLock.KIND, owner.rlock()));
  }

  /**
   * Makes a semaphore.
   *
   * @param permits how many permits it has at first, at least 0
   * @return the semaphore
   * @throws IllegalArgumentException if permits is negative
   * @throws IllegalStateException if the manager is closed
   */
  public Semaphore semaphore(int permits) {
    long made = owner.semaphore(atLeast(0, permits, "permits"), false);
    return new Semaphore(reference(Semaphore.KIND, made));
  }

  /**
   * Makes a semaphore that never has more permits than at first.
   *
   * @param permits how many, at least 0
   * @return the semaphore
   * @throws IllegalArgumentException if permits is negative
   * @throws IllegalStateException if the manager is closed
   */
  public BoundedSemaphore boundedSemaphore(int permits) {
    long made = owner.semaphore(atLeast(0, permits, "permits"), true);
    return new BoundedSemaphore(reference(BoundedSemaphore.KIND, made));
  }

  /**
   * Makes an event.
   *
   * @return the event, false
   * @throws IllegalStateException if the manager is closed
   */
  public Event event() {
    return new Event(reference(Event.KIND, owner.event()));
  }

  /**
   * Makes a condition with a lock of its own.
   *
   * @return the condition
   * @throws IllegalStateException if the manager is closed
   */
  public Condition condition() {
    return newCondition(owner.rlock());
  }

  /**
   * Makes a condition with a lock that there is, so that several conditions may share it.
   *
   * @param lock a lock of this manager
   * @return the condition
   * @throws IllegalArgumentException if the lock is another manager's
   * @throws IllegalStateException if the manager is closed
   */
  public Condition condition(RLock lock) {
    if (!lock.manager().equals(id)) {
      throw new IllegalArgumentException(lock + " is not of this manager, " + id);
    }
    return newCondition(lock.objectId());
  }

  private Condition newCondition(long lock) {
    return new Condition(reference(Condition.KIND, owner.condition(lock)));
  }

  /**
   * Makes a barrier.
   *
   * @param parties how many wait for each other, at least 1
   * @return the barrier
   * @throws IllegalArgumentException if parties is less than 1
   * @throws IllegalStateException if the manager is closed
   */
  public Barrier barrier(int parties) {
    return new Barrier(reference(Barrier.KIND, owner.barrier(atLeast(1, parties, "parties"))));
  }

  private Reference reference(String kind, long object) {
    return new Reference(kind, id, object, List.of());
  }

  /**
   * Ends the manager and its objects: whoever waits for one, and whoever uses one later, gets a
   * {@link ManagerGoneException}. A second time it does nothing.
   */
  @Override
  public synchronized void close() {
    owner.close();
    Routes.remove(id);
    if (reception != null) {
      reception.close();
      reception = null;
      relay.close();
      relay = null;
    }
  }

  @Override
  public String toString() {
    return "manager " + id;
  }
}
