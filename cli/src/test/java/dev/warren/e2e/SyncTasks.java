package dev.warren.e2e;

import dev.warren.sync.Connection;
import dev.warren.sync.Event;
import dev.warren.sync.Lock;
import dev.warren.sync.Manager;
import dev.warren.sync.ManagerConnectionException;
import dev.warren.sync.ManagerGoneException;
import dev.warren.sync.Queue;
import dev.warren.sync.QueueEmptyException;
import dev.warren.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Tasks that share objects with the program and with each other. */
public final class SyncTasks {

  /** As many as one round trip brings. */
  private static final int MANY = 10_000;

  private static final Duration QUIET = Duration.ofSeconds(20);

  private SyncTasks() {}

  /** Puts the numbers in a range, one by one. */
  @Task
  public static int putRange(Queue<Integer> queue, int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++) {
      queue.put(i);
    }
    return to - from;
  }

  /** Gets until -1 comes; returns what it got as the bits of longs. */
  @Task
  public static long[] getUntilEnd(Queue<Integer> queue, int total) throws InterruptedException {
    BitSet seen = new BitSet(total);
    while (true) {
      List<Integer> items = queue.getMany(MANY);
      for (int i = 0; i < items.size(); i++) {
        int item = items.get(i);
        if (item < 0) {
          queue.putAll(items.subList(i + 1, items.size()));
          return seen.toLongArray();
        }
        if (seen.get(item)) {
          throw new IllegalStateException(item + " came twice");
        }
        seen.set(item);
      }
    }
  }

  /**
   * Acquires a lock, says so and stays. Run again it does nothing: when the first one has lost the
   * lock, nobody else is after it but the test.
   */
  @Task
  public static long holdForEver(Lock lock, Event held, Queue<Long> holders)
      throws InterruptedException {
    if (held.isSet()) {
      return 0;
    }
    lock.acquire();
    held.set();
    holders.put(ProcessHandle.current().pid());
    new CountDownLatch(1).await();
    return 0;
  }

  /** Waits for an event, and writes a line that it does and one with how that has ended. */
  @Task
  public static String writeHowItEnds(Event event, Path file) throws IOException {
    append(file, "waits");
    String end = howItEnds(event);
    append(file, end);
    return end;
  }

  private static void append(Path file, String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String howItEnds(Event event) {
    try {
      event.await();
      return "set";
    } catch (ManagerGoneException e) {
      return "gone " + e.manager();
    } catch (ManagerConnectionException e) {
      return "lost " + e.manager();
    } catch (InterruptedException e) {
      return "interrupted";
    }
  }

  /** Sends each number back as its square. */
  @Task
  public static int square(Connection<Long> connection, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      long number = connection.receive();
      connection.send(number * number);
    }
    return times;
  }

  /** Makes a queue of its own process, with a 7 in it, that everybody at the broker reaches. */
  @Task
  public static Queue<Integer> ownQueue(String broker) throws InterruptedException {
    Queue<Integer> queue = Manager.connect(broker).queue(Integer.class);
    queue.put(7);
    return queue;
  }

  /** Gets one by one; returns how many there were. */
  @Task
  public static int getAll(Queue<Integer> queue) throws InterruptedException {
    int count = 0;
    try {
      while (queue.get(count == 0 ? QUIET : Duration.ZERO) != null) {
        count++;
      }
      return count;
    } catch (QueueEmptyException e) {
      return count;
    }
  }
}
