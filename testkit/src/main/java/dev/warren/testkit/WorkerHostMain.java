package dev.warren.testkit;

import dev.warren.spi.RunningWorkerHost;
import dev.warren.spi.WorkerHostProvider;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.LinkSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

/** The main class of a {@link WorkerHostProcess}. */
public final class WorkerHostMain {

  /** The environment variable with the broker's address. */
  static final String BROKER = "WARREN_TESTKIT_BROKER";

  private static final int FAILED = 1;

  private WorkerHostMain() {}

  /**
   * Runs a worker host until it is killed, or gives up, or the process that has started it is gone:
   * then its standard input ends.
   *
   * @param args queue, name, number of processes
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    WorkerHostProvider provider =
        ServiceLoader.load(WorkerHostProvider.class).findFirst().orElseThrow();
    CompletableFuture<String> failure = new CompletableFuture<>();
    watchParent(failure);
    WorkerHostSettings settings =
        WorkerHostSettings.builder(System.getenv(BROKER), QueueSpec.sharedTasks(args[0]))
            .name(args[1])
            .processes(Integer.parseInt(args[2]))
            .jvmOptions(List.of("-Xmx64m"))
            .patience(LinkSettings.FOR_EVER)
            .build();
    RunningWorkerHost host =
        provider.start(settings, reason -> failure.complete("has failed: " + reason));
    System.err.println(args[1] + " " + failure.join());
    host.kill();
    host.awaitEnd(LinkSettings.FOR_EVER);
    System.exit(FAILED);
  }

  /** A test that is interrupted or killed closes nothing, and a host is patient for ever. */
  private static void watchParent(CompletableFuture<String> end) {
    Thread thread =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
                end.complete("ends: the process that has started it is gone");
              } catch (IOException e) {
                end.complete("ends: its standard input has failed: " + e);
              }
            },
            "warren-parent-watch");
    thread.setDaemon(true);
    thread.start();
  }
}
