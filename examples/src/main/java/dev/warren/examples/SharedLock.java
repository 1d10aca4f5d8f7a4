package dev.warren.examples;

import dev.warren.pool.Pool;
import dev.warren.sync.Held;
import dev.warren.sync.Lock;
import dev.warren.sync.Manager;
import dev.warren.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tasks of a pool count in one file, one at a time: without the lock some would get lost. */
final class SharedLock {

  @Task
  @SuppressWarnings("try") // The lock is held, and nothing else is done with it.
  static int increment(Lock lock, Path file) throws IOException, InterruptedException {
    try (Held held = lock.hold()) {
      int count = Integer.parseInt(Files.readString(file)) + 1;
      Files.writeString(file, Integer.toString(count));
      return count;
    }
  }

  public static void main(String[] args) throws IOException {
    Path file = Files.createTempFile("counter", ".txt");
    Files.writeString(file, "0");
    try (Manager manager = Manager.create();
        Pool pool = Pool.builder().processes(2).open()) {
      Lock lock = manager.lock();
      String path = file.toString();
      pool.map((Integer i) -> increment(lock, Path.of(path)), List.of(1, 2, 3, 4, 5, 6, 7, 8), 1);
      System.out.println("counted to " + Files.readString(file));
    } finally {
      Files.delete(file);
    }
  }
}
