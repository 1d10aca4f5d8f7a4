package dev.warren.examples;

import dev.warren.pool.Pool;
import dev.warren.process.ChildProcess;
import dev.warren.subprocess.Command;
import dev.warren.sync.Manager;
import dev.warren.sync.Queue;
import dev.warren.task.Task;
import java.time.Duration;
import java.util.List;

/** A process, a command, and a queue that the tasks of a pool share; the README shows it. */
final class BesidePools {

  static void leave(int exitCode) {
    System.exit(exitCode);
  }

  @Task
  static int size(String word, Queue<String> longWords) throws InterruptedException {
    if (word.length() > 6) {
      longWords.put(word);
    }
    return word.length();
  }

  public static void main(String[] args) throws InterruptedException {
    ChildProcess child = ChildProcess.of(BesidePools::leave, 3).start();
    child.join();
    System.out.println("exit code " + child.exitCode().getAsInt());

    Command sort = Command.of("sort").timeout(Duration.ofMinutes(1));
    System.out.print(sort.input("rabbit\nburrow\n").checkOutput());

    try (Manager manager = Manager.create();
        Pool pool = Pool.create()) {
      Queue<String> longWords = manager.queue(String.class);
      System.out.println(pool.map(word -> size(word, longWords), List.of("ear", "whisker", "paw")));
      System.out.println(longWords.get());
    }
  }
}
