package dev.warren.e2e;

import dev.warren.process.ChildProcess;
import dev.warren.sync.Event;
import dev.warren.sync.Held;
import dev.warren.sync.Lock;
import dev.warren.sync.Manager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Processes that increment a counter in a file under one lock, while whoever holds it is killed,
 * again and again. The file has two numbers: the counter, and the process that holds the lock.
 */
final class MurderProgram {

  static final int PROCESSES = 50;
  static final int INCREMENTS = 100;

  /** So that there are survivors, however slow the machine is. */
  private static final int MURDERS = 30;

  private static final Duration BETWEEN_MURDERS = Duration.ofMillis(200);
  private static final int HOLDER = Long.BYTES;
  private static final long NOBODY = 0;
  private static final long WORK_NANOS = 1_000_000;

  private MurderProgram() {}

  /** What each process does. */
  @SuppressWarnings("try") // The lock is held, and nothing else is done with it.
  static void increment(Lock lock, Event go, Path file, Path log) throws Exception {
    long pid = ProcessHandle.current().pid();
    go.await();
    try (FileChannel numbers =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel lines = FileChannel.open(log, StandardOpenOption.APPEND)) {
      for (int i = 0; i < INCREMENTS; i++) {
        try (Held held = lock.hold()) {
          write(numbers, HOLDER, pid);
          long counter = read(numbers, 0);
          LockSupport.parkNanos(WORK_NANOS);
          write(numbers, 0, counter + 1);
          String line = pid + " " + (counter + 1) + "\n";
          lines.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
          write(numbers, HOLDER, NOBODY);
        }
      }
    }
  }

  private static long read(FileChannel file, long at) throws IOException {
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    file.read(number, at);
    return number.flip().getLong();
  }

  private static void write(FileChannel file, long at, long number) throws IOException {
    file.write(ByteBuffer.allocate(Long.BYTES).putLong(number).flip(), at);
  }

  /** Arguments: the file with the numbers, the log. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    Path log = Path.of(args[1]);
    FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    try (Manager manager = Manager.create();
        FileChannel numbers =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      write(numbers, 0, 0);
      write(numbers, HOLDER, NOBODY);
      Lock lock = manager.lock();
      Event go = manager.event();
      List<ChildProcess> children = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        children.add(
            ChildProcess.of(
                    c -> increment(c.lock(), c.go(), c.file(), c.log()),
                    new Crime(lock, go, file, log))
                .start());
      }
      long start = System.nanoTime();
      go.set();
      int murders = 0;
      while (children.stream().anyMatch(ChildProcess::isAlive)) {
        LockSupport.parkNanos(BETWEEN_MURDERS.toNanos());
        murders += murders < MURDERS && murder(numbers) ? 1 : 0;
      }
      System.out.printf("seconds %.1f%n", (System.nanoTime() - start) / 1e9);
      System.out.println("murders " + murders);
      for (ChildProcess each : children) {
        System.out.println(
            "process " + each.pid().orElseThrow() + " " + each.exitCode().orElseThrow());
      }
      System.out.println("free " + lock.acquire(Duration.ZERO));
    }
  }

  /** Everything that a process needs. */
  record Crime(Lock lock, Event go, Path file, Path log) {}

  private static boolean murder(FileChannel numbers) throws IOException {
    long holder = read(numbers, HOLDER);
    return holder != NOBODY
        && ProcessHandle.of(holder).map(ProcessHandle::destroyForcibly).orElse(false);
  }
}
