package dev.warren.e2e;

import dev.warren.pool.Pool;
import dev.warren.sync.Manager;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Programs that share objects, each run in a JVM of its own. */
final class SyncPrograms {

  private SyncPrograms() {}

  /** Has a task wait for an event that does not come; arguments: broker, queue, file. */
  static final class WaitingTask {
    public static void main(String[] args) throws InterruptedException {
      Manager manager = Manager.connect(args[0]);
      Pool pool = Pool.builder().broker(args[0]).queue(args[1]).open();
      pool.applyAsync(SyncTasks::writeHowItEnds, manager.event(), Path.of(args[2]));
      System.out.println("manager " + manager.id());
      new CountDownLatch(1).await();
    }
  }
}
