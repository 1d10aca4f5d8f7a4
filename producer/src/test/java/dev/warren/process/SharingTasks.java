package dev.warren.process;

import dev.warren.sync.Barrier;
import dev.warren.sync.Connection;
import dev.warren.sync.Event;
import dev.warren.sync.Lock;
import dev.warren.sync.Queue;
import dev.warren.sync.SharedDict;
import java.util.concurrent.CountDownLatch;

/** What the processes of {@link SharingTest} do. */
final class SharingTasks {

  private SharingTasks() {}

  static void count(Queue<Integer> queue, int to) throws InterruptedException {
    for (int i = 0; i < to; i++) {
      queue.put(i);
    }
  }

  static void countAndHalt(Queue<Integer> queue, int to) throws InterruptedException {
    count(queue, to);
    Runtime.getRuntime().halt(9);
  }

  static void holdForEver(Lock lock, Event held) throws InterruptedException {
    lock.acquire();
    held.set();
    new CountDownLatch(1).await();
  }

  static void waitForEver(Queue<Integer> queue, Lock alive, Event begun)
      throws InterruptedException {
    alive.acquire();
    begun.set();
    queue.get();
  }

  static void square(Connection<Long> connection) throws InterruptedException {
    long number = connection.receive();
    connection.send(number * number);
  }

  static void meet(Barrier barrier, SharedDict<Integer, Long> numbers) throws InterruptedException {
    numbers.put(barrier.await(), ProcessHandle.current().pid());
  }

  /** Has a child of its own put the numbers. */
  static void delegate(Queue<Integer> queue, int to) throws InterruptedException {
    ChildProcess.of(SharingTasks::count, queue, to).start().join();
  }

  /** Keeps its queue in a field. */
  static final class Producer extends ChildProcess {
    private final Queue<String> queue;

    Producer(Queue<String> queue) {
      this.queue = queue;
    }

    @Override
    public void run() throws InterruptedException {
      queue.put("from " + current().name());
    }
  }
}
