package dev.warren.e2e;

import dev.warren.retry.GiveUp;
import dev.warren.retry.RetryLater;
import dev.warren.task.Task;
import dev.warren.task.TaskContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;

/** Tasks that do not succeed at once. */
public final class RetryTasks {

  private RetryTasks() {}

  /** Fails until it is the last of so many attempts, then tells its number. */
  @Task
  static int succeedAt(int last) throws IOException {
    int attempt = TaskContext.current().attempt();
    if (attempt < last) {
      throw new IOException("not at attempt " + attempt);
    }
    return attempt;
  }

  @Task
  static int alwaysMissing(String name) throws IOException {
    if (!name.isEmpty()) {
      throw new FileNotFoundException(name);
    }
    return 0;
  }

  /** Squares, but fails at its first attempt with odd numbers. */
  @Task
  static int squareOddLate(int x) {
    if (x % 2 == 1 && TaskContext.current().attempt() == 1) {
      throw new IllegalStateException("odd");
    }
    return x * x;
  }

  /** Asks to be run later until it is the last of so many attempts. */
  @Task
  static int askLaterUntil(int last) {
    int attempt = TaskContext.current().attempt();
    if (attempt < last) {
      throw new RetryLater(Duration.ofMillis(20), "attempt " + attempt);
    }
    return attempt;
  }

  @Task
  static int giveUp(String why) {
    if (!why.isEmpty()) {
      throw new GiveUp(why);
    }
    return 0;
  }

  /** Dies at its first attempt, fails at its second, and succeeds at its third. */
  @Task
  static int dieThenFail(int exitCode) {
    int attempt = TaskContext.current().attempt();
    if (attempt == 1) {
      Runtime.getRuntime().halt(exitCode);
    }
    if (attempt == 2) {
      throw new IllegalStateException("second");
    }
    return attempt;
  }

  /** Needs so many bytes at once, and tells how large the heap may be. */
  @Task
  static long hold(int bytes) {
    byte[] all = new byte[bytes];
    all[bytes - 1] = 1;
    return Runtime.getRuntime().maxMemory() + all[0];
  }

  @Task
  static boolean isAboutAttemptOne(IOException thrown) {
    return thrown.getMessage().endsWith(" 1");
  }
}
