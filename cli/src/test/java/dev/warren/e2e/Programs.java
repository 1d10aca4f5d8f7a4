package dev.warren.e2e;

import dev.warren.pool.Pool;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.worker.WorkerHost;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Main classes for tests that need a JVM to kill or to watch ending. */
final class Programs {

  private Programs() {}

  /** A worker host on a shared queue; arguments: broker, queue, name. */
  static final class Host {
    public static void main(String[] args) throws InterruptedException {
      WorkerHost host =
          WorkerHost.start(
              WorkerHostSettings.builder(args[0], QueueSpec.sharedTasks(args[1]))
                  .name(args[2])
                  .processes(2)
                  .patience(Duration.ofMinutes(5))
                  .build(),
              reason -> {
                System.out.println("failed " + reason.getMessage());
                System.exit(3);
              });
      System.out.println("started");
      host.awaitEnd(Duration.ofDays(1));
    }
  }

  /** A pool with two busy workers, in which the main thread waits for ever. */
  static final class BusyPool {
    public static void main(String[] args) {
      Pool pool = Pool.builder().processes(2).open();
      pool.apply(E2eTasks::pid);
      var first = pool.applyAsync(E2eTasks::busyMicros, 3_600_000_000L);
      pool.applyAsync(E2eTasks::busyMicros, 3_600_000_000L);
      System.out.println("children " + pids());
      first.get();
    }

    private static String pids() {
      return Children.alive().stream()
          .map(child -> Long.toString(child.pid()))
          .collect(Collectors.joining(" "));
    }
  }

  /** A main that forgets to close its pool. */
  static final class NeverClosed {
    public static void main(String[] args) {
      Pool pool = Pool.builder().processes(1).open();
      System.out.println("result " + pool.apply(E2eTasks::square, 7L));
    }
  }

  /** A main that closes its pool and returns while there is work to do. */
  static final class ClosedAndLeft {
    public static void main(String[] args) {
      Pool pool = Pool.builder().processes(1).open();
      for (long i = 0; i < 50; i++) {
        pool.applyAsync(E2eTasks::busyMicros, 20_000L)
            .onSuccess(value -> System.out.println("done " + value));
      }
      pool.close();
      System.out.println("main returns");
    }
  }

  /** A main that closes its pool but leaves an imap half-way. */
  static final class LeftHalfWay {
    public static void main(String[] args) {
      Pool pool = Pool.builder().processes(1).open();
      var results = pool.imap(E2eTasks::square, Stream.iterate(1L, x -> x + 1).iterator());
      System.out.println("result " + results.next());
      pool.close();
    }
  }
}
