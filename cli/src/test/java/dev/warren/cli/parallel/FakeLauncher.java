package dev.warren.cli.parallel;

import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import dev.warren.task.WarrenException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Starts nothing: what a line comes to is the test's to say. */
final class FakeLauncher implements Launcher {

  /** A line that is never started, but waits for a host. */
  static final String WAITING = "waiting";

  final List<String> started = new CopyOnWriteArrayList<>();
  final List<FakePopen> running = new CopyOnWriteArrayList<>();
  final CountDownLatch waits = new CountDownLatch(1);
  private final Function<String, FakePopen> starter;

  /** {@code starter}: what a line does; null if it cannot be started. */
  FakeLauncher(Function<String, FakePopen> starter) {
    this.starter = starter;
  }

  @Override
  public Popen start(Command command) {
    String line = command.toString().replaceFirst(".* -c ", "");
    started.add(line);
    if (line.equals(WAITING)) {
      waitForEver();
    }
    FakePopen popen = starter.apply(line);
    if (popen == null) {
      throw new StartRefused(line);
    }
    running.add(popen);
    return popen;
  }

  private void waitForEver() {
    waits.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted");
    }
  }

  private static final class StartRefused extends WarrenException {
    private static final long serialVersionUID = 1L;

    StartRefused(String line) {
      super("cannot start " + line);
    }
  }

  @Override
  public String carried(String octets) {
    return octets;
  }
}
