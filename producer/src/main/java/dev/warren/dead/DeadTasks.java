package dev.warren.dead;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.LinkSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The tasks that have come to a bad end on the queues of worker hosts: those whose last attempt has
 * failed, that were refused, and messages that were no tasks at all. They stay in a dead queue for
 * each task queue until they are replayed or purged; when there are too many, the oldest go.
 * Thread-safe.
 *
 * <p>Each call makes a connection of its own and takes every message of the dead queue into its
 * hands, one after the other, since a broker shows a message only to who takes it; what is not
 * replayed or purged is then where it was. Meanwhile nobody else can look at that queue: a second
 * call, in whatever process, waits for the first one. Worker hosts add to it all the same.
 */
public final class DeadTasks {

  /**
   * How long the broker may be away, or another reader at work, unless said otherwise: 30 seconds.
   */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

  private final LinkSettings settings;

  private DeadTasks(LinkSettings settings) {
    this.settings = settings;
  }

  /**
   * Reaches a broker.
   *
   * @param uri where it is: {@code amqp://user:password@host:port/vhost}, {@code amqps://} for TLS;
   *     several nodes of a cluster separated by commas
   * @return its dead tasks
   * @throws IllegalArgumentException if the text is not that
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public static DeadTasks connect(String uri) throws InterruptedException {
    return connect(uri, DEFAULT_PATIENCE);
  }

  /**
   * Reaches a broker.
   *
   * @param uri as in {@link #connect(String)}
   * @param patience how long the broker may be away, or another reader at work; zero to try once
   * @return its dead tasks
   * @throws IllegalArgumentException if the URI is none, or the patience negative
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public static DeadTasks connect(String uri, Duration patience) throws InterruptedException {
    LinkSettings settings =
        new LinkSettings(BrokerAddress.parse(uri), "warren dead tasks", patience, patience);
    Desk.tryOut(settings);
    return new DeadTasks(settings);
  }

  /**
   * Lists dead tasks.
   *
   * @param queue the name of the task queue, as worker hosts and pools have it
   * @param filter which of them, {@link DeadFilter#all} for all; each is kept with its message
   * @return the tasks, in the order in which they died
   * @throws IllegalArgumentException if that is no name of a queue
   * @throws NoDeadQueueException if the queue has no dead queue
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<DeadTask> list(String queue, Predicate<? super DeadTask> filter)
      throws InterruptedException {
    List<DeadTask> tasks = new ArrayList<>();
    forEach(queue, filter, tasks::add);
    return tasks;
  }

  /**
   * Looks at dead tasks one by one, keeping none.
   *
   * @param queue the name of the task queue
   * @param filter which of them
   * @param action gets each, in the order in which they died, on the calling thread; what it throws
   *     is thrown on
   * @throws IllegalArgumentException if that is no name of a queue
   * @throws NoDeadQueueException if the queue has no dead queue
   * @throws BrokerException if the broker cannot be used
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void forEach(
      String queue, Predicate<? super DeadTask> filter, Consumer<? super DeadTask> action)
      throws InterruptedException {
    at(
        queue,
        desk -> {
          desk.each(filter, (delivery, task) -> action.accept(task));
          return queue;
        });
  }

  /**
   * Has dead tasks run again: each goes back to its task queue, with its id and its history, and is
   * taken out of the dead queue when the broker has it there. A connection that is lost in between
   * may leave a task in both, never in none.
   *
   * <p>A replayed task has used up its attempts, so it is tried once more; if that fails it is dead
   * again, with one more attempt in its history. Its pool has had an outcome when it died, and
   * drops every later one, if it is there at all: what a replayed task returns is lost, what it
   * does is done.
   *
   * @param queue the name of the task queue
   * @param filter which of them
   * @return how many
   * @throws IllegalArgumentException if that is no name of a queue
   * @throws NoDeadQueueException if the queue has no dead queue
   * @throws BrokerException if the broker cannot be used; what was not replayed is still dead
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Replayed replay(String queue, Predicate<? super DeadTask> filter)
      throws InterruptedException {
    return at(
        queue,
        desk -> {
          Resending resending = new Resending(desk, QueueSpec.sharedTasks(queue));
          desk.each(filter, resending::send);
          return resending.finish();
        });
  }

  /**
   * Deletes dead tasks for good.
   *
   * @param queue the name of the task queue
   * @param filter which of them
   * @return how many
   * @throws IllegalArgumentException if that is no name of a queue
   * @throws NoDeadQueueException if the queue has no dead queue
   * @throws BrokerException if the broker cannot be used; what was not deleted is still there
   * @throws InterruptedException if the calling thread is interrupted
   */
  public int purge(String queue, Predicate<? super DeadTask> filter) throws InterruptedException {
    return at(
        queue,
        desk -> {
          int[] count = {0};
          desk.each(
              filter,
              (delivery, task) -> {
                desk.remove(delivery);
                count[0]++;
              });
          return count[0];
        });
  }

  private <T> T at(String queue, Desk.Work<T> work) throws InterruptedException {
    try (Desk desk = Desk.open(settings, queue)) {
      return work.at(desk);
    } catch (IOException e) {
      throw new BrokerException(
          settings.address().toString(),
          "the connection to the broker at "
              + settings.address()
              + " was lost ("
              + e.getMessage()
              + "): what was not done yet is still dead, so try again",
          e);
    }
  }
}
