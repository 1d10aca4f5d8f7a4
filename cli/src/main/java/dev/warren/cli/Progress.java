package dev.warren.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on standard error how far a run is: a bar on a terminal, else a line every second. */
interface Progress extends AutoCloseable {

  /** Something else is done. */
  void step();

  @Override
  void close();

  /** Starts to show the progress of counted things. */
  static Progress of(Surroundings surroundings, String things) {
    return surroundings.onTerminal()
        ? new Bar(surroundings, things)
        : new Lines(surroundings, things);
  }

  /** A bar without an end: the files are found while they are worked on. */
  final class Bar implements Progress {

    /** Given, because asking the terminal would also take its signals over. */
    private static final int WIDTH = 79;

    private static final int UPDATE_MILLIS = 200;

    private final ProgressBar bar;

    Bar(Surroundings surroundings, String things) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("warren")
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setInitialMax(-1)
              .setUnit(" " + things, 1)
              .showSpeed()
              .hideEta()
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(surroundings.err(), WIDTH))
              .build();
    }

    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Lines for logs. */
  final class Lines implements Progress {

    private final Surroundings surroundings;
    private final String things;
    private final long start = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "warren-progress");
              thread.setDaemon(true);
              return thread;
            });
    private final Future<?> ticks;

    Lines(Surroundings surroundings, String things) {
      this.surroundings = surroundings;
      this.things = things;
      ticks = clock.scheduleAtFixedRate(this::say, 1, 1, TimeUnit.SECONDS);
    }

    private void say() {
      long now = done.get();
      surroundings.note(
          Text.number(now)
              + " "
              + things
              + ", "
              + Text.rate(now, System.nanoTime() - start)
              + " "
              + things
              + "/s");
    }

    @Override
    public void step() {
      done.incrementAndGet();
    }

    @Override
    public void close() {
      ticks.cancel(false);
      clock.shutdown();
    }
  }
}
