package dev.warren.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A worker host in a process of its own, that may be killed and started again. It has the class
 * path of this JVM, and ends when this JVM does, however that happens. Thread-safe.
 */
public final class WorkerHostProcess implements AutoCloseable {

  private static final String JAVA = "java";
  private static final long KILL_SECONDS = 10;

  private final List<String> command;
  private final Map<String, String> environment;
  private final File log;
  private Process process;

  /**
   * Describes a worker host; {@link #start()} starts it.
   *
   * @param broker as {@code PoolBuilder.broker}
   * @param queue as {@code PoolBuilder.queue}
   * @param name what it is called
   * @param processes how many worker processes it has
   * @param log a file for what it and its tasks print, added to
   */
  public WorkerHostProcess(String broker, String queue, String name, int processes, Path log) {
    String java = Path.of(System.getProperty("java.home"), "bin", JAVA).toString();
    String classPath = System.getProperty("java.class.path");
    this.command =
        List.of(
            java,
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-cp",
            classPath,
            WorkerHostMain.class.getName(),
            queue,
            name,
            Integer.toString(processes));
    // Not as an argument, which everybody on this machine may read.
    this.environment = Map.of(WorkerHostMain.BROKER, broker);
    this.log = log.toFile();
  }

  /**
   * Starts it, unless it is running.
   *
   * @throws IOException if there is no Java to start it with
   */
  public synchronized void start() throws IOException {
    if (process == null || !process.isAlive()) {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
      builder.environment().putAll(environment);
      process = builder.start();
    }
  }

  /** Kills it now, with {@code SIGKILL}; its worker processes end themselves. */
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /**
   * Its worker processes.
   *
   * @return those that run now; none while it is away
   */
  public synchronized List<ProcessHandle> children() {
    return process == null ? List.of() : childrenOf(process.toHandle());
  }

  /**
   * The worker processes of a process: those of its pools with local workers, or of its worker
   * host.
   *
   * @param parent a process
   * @return those of its children that run now and are Java
   */
  public static List<ProcessHandle> childrenOf(ProcessHandle parent) {
    return parent
        .children()
        .filter(each -> each.isAlive())
        .filter(each -> each.info().command().orElse("").endsWith(File.separator + JAVA))
        .toList();
  }

  /** Kills it and waits until it is gone. */
  @Override
  public void close() {
    kill();
    Process last;
    synchronized (this) {
      last = process;
    }
    try {
      if (last != null && !last.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + last.pid() + " cannot be killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
