package dev.warren.process;

import dev.warren.subprocess.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What the processes of these tests do. */
final class ProcessTasks {

  private ProcessTasks() {}

  static void exit(int code) {
    System.exit(code);
  }

  static void fail() throws IOException {
    throw new IOException("expected on standard error");
  }

  static void write(Path file, List<Long> numbers, String more) throws IOException {
    Files.writeString(file, numbers + more);
  }

  static void sleep() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Says that it runs, and then sleeps. */
  static void sleepAfter(Path file) throws Exception {
    Files.writeString(file, "" + ProcessHandle.current().pid());
    sleep();
  }

  static void describe(Path file) throws Exception {
    CurrentProcess self = ChildProcess.current();
    ChildProcess child = ChildProcess.of(ProcessTasks::sleep);
    Files.writeString(
        file, self.name() + " " + self.pid() + " " + self.parentPid() + " " + child.name());
  }

  /** Keeps its state in fields. */
  static class Counting extends ChildProcess {
    private final Path file;
    private final List<Long> numbers;
    private final transient Thread left = Thread.currentThread();
    int times;

    Counting(Path file, List<Long> numbers) {
      this.file = file;
      this.numbers = numbers;
    }

    @Override
    public void run() throws IOException {
      long sum = numbers.stream().mapToLong(Long::longValue).sum() * times;
      Files.writeString(file, sum + " " + left);
    }
  }

  /** Says what it knows of itself. */
  static final class Introducing extends ChildProcess {
    private final Path file;

    Introducing(Path file) {
      this.file = file;
    }

    @Override
    public void run() throws IOException {
      String child = ChildProcess.of(ProcessTasks::sleep).name();
      Files.writeString(
          file, name() + " " + pid() + " " + isDaemon() + " " + isAlive() + " " + child);
    }
  }

  /** Runs a command that reads the standard input to its end. */
  static void readInput(Path file) throws Exception {
    Files.writeString(file, "read " + Command.of("cat").call());
  }

  /** Has a field that cannot travel. */
  static final class Holding extends ChildProcess {
    private final Thread culprit = Thread.currentThread();

    @Override
    public void run() {
      culprit.interrupt();
    }
  }

  /** Its start waits until it may go on. */
  static final class Hesitating extends ChildProcess {
    private final transient CountDownLatch hesitating = new CountDownLatch(1);
    private final transient CountDownLatch goOn = new CountDownLatch(1);
    private final List<Integer> numbers =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            return hesitate();
          }

          @Override
          public int size() {
            return 1;
          }
        };
    transient volatile boolean refuse;

    private int hesitate() {
      hesitating.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (refuse) {
        throw new IllegalStateException("refused");
      }
      return 1;
    }

    void awaitHesitation() throws InterruptedException {
      hesitating.await();
    }

    void goOn() {
      goOn.countDown();
    }

    @Override
    public void run() {
      System.exit(numbers.get(0) - 1);
    }
  }
}
