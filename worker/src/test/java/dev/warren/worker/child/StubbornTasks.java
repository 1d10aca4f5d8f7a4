package dev.warren.worker.child;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Tasks that do not end, each in a way of its own; none of them minds an interrupt. They get a
 * number, and return it at once if it is 0.
 */
@SuppressWarnings("unused") // By name.
final class StubbornTasks {

  static int sink;

  private StubbornTasks() {}

  static int loop(int number) {
    while (number != 0) {
      sink++;
    }
    return number;
  }

  /** Once it is compiled nothing can stop this loop, not even a collection of garbage. */
  static int loopThatStopsTheVirtualMachine(int number) {
    if (number == 0) {
      return number;
    }
    Thread garbage =
        new Thread(
            () -> {
              while (true) {
                System.gc();
              }
            });
    garbage.setDaemon(true);
    garbage.start();
    while (true) {
      for (int i = 0; i < Integer.MAX_VALUE; i++) {
        sink += i ^ (sink << 1);
      }
    }
  }

  static int sleep(int number) {
    while (number != 0) {
      try {
        Thread.sleep(60_000); // Ended long before.
      } catch (InterruptedException e) {
        sink++;
      }
    }
    return number;
  }

  static int park(int number) {
    while (number != 0) {
      Thread.interrupted();
      LockSupport.park();
    }
    return number;
  }

  static int deadlock(int number) throws InterruptedException {
    if (number == 0) {
      return number;
    }
    Object one = new Object();
    Object two = new Object();
    CountDownLatch both = new CountDownLatch(2);
    Thread other = new Thread(() -> lockBoth(two, one, both));
    other.setDaemon(true);
    other.start();
    lockBoth(one, two, both);
    return number;
  }

  private static void lockBoth(Object first, Object second, CountDownLatch both) {
    synchronized (first) {
      both.countDown();
      while (both.getCount() > 0) {
        Thread.onSpinWait();
      }
      synchronized (second) {
        both.countDown();
      }
    }
  }

  /** Opens a pipe that nobody writes to, and waits for that in the kernel. */
  static int nativeCall(int number) throws Exception {
    if (number == 0) {
      return number;
    }
    String pipe =
        System.getProperty("java.io.tmpdir") + "/warren-test-" + ProcessHandle.current().pid();
    new ProcessBuilder("mkfifo", pipe).start().waitFor();
    new ProcessBuilder("sh", "-c", "sleep 5; rm " + pipe).start();
    try (FileInputStream in = new FileInputStream(pipe)) {
      return in.read();
    }
  }

  static int childProcess(int number) throws IOException {
    if (number == 0) {
      return number;
    }
    Process child = new ProcessBuilder("sleep", "1000").start();
    System.out.println("child " + child.pid());
    while (true) {
      try {
        return child.waitFor();
      } catch (InterruptedException e) {
        sink++;
      }
    }
  }

  /** The process does not run at all any more, and so cannot be asked. */
  static int stopped(int number) throws Exception {
    if (number != 0) {
      String pid = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
    }
    return number;
  }

  /** Ends when it is interrupted, as a task should. */
  static int cleanUp(int number) throws InterruptedException {
    if (number != 0) {
      try {
        Thread.sleep(60_000); // Ended long before.
      } finally {
        System.out.println("cleaned up");
      }
    }
    return number;
  }

  /** Ends when it is interrupted, with what it has. */
  static int makeDo(int number) {
    if (number != 0) {
      try {
        Thread.sleep(60_000); // Ended long before.
      } catch (InterruptedException e) {
        return -number;
      }
    }
    return number;
  }

  /** Takes memory beside the heap, and keeps it. */
  static int hoardBesideHeap(int mib) throws InterruptedException {
    List<ByteBuffer> hoard = new ArrayList<>();
    for (int i = 0; i < mib; i++) {
      ByteBuffer each = ByteBuffer.allocateDirect(1 << 20);
      for (int at = 0; at < each.capacity(); at += 4096) {
        each.put(at, (byte) 1);
      }
      hoard.add(each);
    }
    if (mib > 0) {
      Thread.sleep(60_000); // Ended long before.
    }
    return hoard.size();
  }

  /** Has another process take memory: of a shell, which keeps what it reads. */
  static int hoardInChild(int mib) throws Exception {
    if (mib > 0) {
      String take = "x=$(head -c " + mib + "m /dev/zero | tr '\\0' x); sleep 60; echo ${#x}";
      new ProcessBuilder("sh", "-c", take).start().waitFor();
    }
    return mib;
  }

  /** Returns at once, leaves a process running, and says so when its own process ends. */
  static int leaveSleeper(int code) throws Exception {
    Process left = new ProcessBuilder("sleep", "60").start();
    System.out.println("child " + left.pid());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("leaving")));
    return code;
  }

  /** Returns at once, and leaves a process running that takes so many MiB. */
  static int leaveHoarder(int mib) throws Exception {
    String take = "x=$(head -c " + mib + "m /dev/zero | tr '\\0' x); sleep 60; echo ${#x}";
    Process left = new ProcessBuilder("sh", "-c", take).start();
    System.out.println("child " + left.pid());
    return mib;
  }
}
