package dev.warren.e2e;

import dev.warren.process.ChildProcess;
import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Hosts;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import dev.warren.topology.QueueSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Hosts and callers of commands, each in a JVM of its own. */
final class CommandPrograms {

  private CommandPrograms() {}

  /** A worker host with commands; arguments: broker, queue, name. */
  static final class Host {
    public static void main(String[] args) throws InterruptedException {
      RunningWorkerHost host =
          CommandCluster.startHost(
              WorkerHostSettings.builder(args[0], QueueSpec.sharedTasks(args[1])).name(args[2]),
              args[1]);
      System.out.println("started");
      host.awaitEnd(Duration.ofDays(1));
    }
  }

  /** Starts a family on a host, prints what that prints, and stays; arguments: broker, queue. */
  static final class Caller {
    public static void main(String[] args) throws InterruptedException {
      Hosts hosts = Hosts.connect(args[0], args[1]);
      Popen popen = Command.shell(RemoteCommandsContract.FAMILY).on(hosts).start();
      System.out.println("pid " + popen.pid());
      new CountDownLatch(1).await();
    }
  }

  /** Returns from main while a child process runs on a host; arguments: broker, queue, file. */
  static final class Parent {
    public static void main(String[] args) throws InterruptedException {
      ChildProcess.of(ProcessPrograms::runUntil, Path.of(args[2]))
          .on(Hosts.connect(args[0], args[1]))
          .start();
      System.out.println("main returns");
    }
  }

  /** Has a host sort lines; arguments: broker, queue, megabytes. */
  static final class Sorter {
    public static void main(String[] args) throws Exception {
      SortedLines lines = new SortedLines(Long.parseLong(args[2]) << 20);
      long start = System.nanoTime();
      try (Hosts hosts = Hosts.connect(args[0], args[1]);
          Popen sort =
              Command.of("sort", "-S", "32M")
                  .env("LC_ALL", "C")
                  .stdin(Stdio.PIPE)
                  .stdout(Stdio.PIPE)
                  .on(hosts)
                  .start()) {
        new Thread(() -> lines.writeTo(sort.stdin()), "writer").start();
        lines.readFrom(sort.stdout());
        System.out.println("code " + sort.waitFor());
      }
      System.out.println(
          "sorted " + lines.verdict() + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
      System.out.println("peak " + SortedLines.peakKilobytes() + " kB");
    }
  }
}
