package dev.warren.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Strikes with faults at random until it is closed, and then heals what is left. Faults of one
 * track come one after the other, tracks go on side by side. The same seed, tracks and faults give
 * the same faults in the same order in each track, if not to the millisecond. Thread-safe.
 *
 * <pre>{@code
 * try (ChaosDriver chaos =
 *     ChaosDriver.builder(seed)
 *         .track("links", Duration.ofSeconds(2), LinkFaults.all(link))
 *         .track("processes", Duration.ofSeconds(1), ProcessFaults.killChild(hosts))
 *         .start()) {
 *   ...
 * }
 * }</pre>
 */
public final class ChaosDriver implements AutoCloseable {

  private final Consumer<String> listener;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  private record Track(String name, Duration pause, List<Fault> faults) {}

  private ChaosDriver(Consumer<String> listener) {
    this.listener = listener;
  }

  /**
   * A driver that is yet to be told what to do.
   *
   * @param seed what all choices follow from
   * @return a builder without tracks
   */
  public static Builder builder(long seed) {
    return new Builder(seed);
  }

  /**
   * How often each fault has struck.
   *
   * @return counts by the faults' names
   */
  public synchronized Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  /**
   * Faults that could not strike, or could not be healed.
   *
   * @return a line for each
   */
  public synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** Strikes no more; returns when the last fault of each track is healed. */
  @Override
  public void close() {
    stop.countDown();
    boolean interrupted = false;
    for (Thread each : threads) {
      while (each.isAlive()) {
        try {
          each.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Track track, Random random) {
    List<Fault> deck = new ArrayList<>();
    try {
      while (!stopsWithin(track.pause().multipliedBy(50 + random.nextInt(100)).dividedBy(100))) {
        if (deck.isEmpty()) {
          // Each comes as often as its weight before any comes again: a short run has them all.
          track.faults().forEach(it -> deck.addAll(Collections.nCopies(it.weight(), it)));
          Collections.shuffle(deck, random);
        }
        strike(deck.remove(deck.size() - 1), random);
      }
    } catch (InterruptedException e) {
      failed(track.name() + " was interrupted", e);
    }
  }

  private void strike(Fault fault, Random random) throws InterruptedException {
    Fault.Healing healing;
    try {
      healing = fault.strike().strike(random);
    } catch (IOException | RuntimeException e) {
      failed(fault.name() + " could not be done", e);
      return;
    }
    synchronized (this) {
      counts.merge(fault.name(), 1, Integer::sum);
    }
    tell(fault.name());
    try {
      stopsWithin(fault.lasts());
    } finally {
      heal(fault, healing);
    }
  }

  private void heal(Fault fault, Fault.Healing healing) throws InterruptedException {
    try {
      healing.heal();
    } catch (IOException | RuntimeException e) {
      failed(fault.name() + " could not be healed", e);
    }
  }

  private void failed(String what, Exception why) {
    synchronized (this) {
      failures.add(what + ": " + why);
    }
    tell(what + ": " + why);
  }

  /** Whatever the listener throws, what has struck is to be healed, and the track goes on. */
  private void tell(String line) {
    try {
      listener.accept(line);
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        failures.add("the listener threw at \"" + line + "\": " + e);
      }
    }
  }

  private boolean stopsWithin(Duration time) throws InterruptedException {
    return stop.await(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
  }

  /** What a driver is to do. Not thread-safe. */
  public static final class Builder {

    private final long seed;
    private final List<Track> tracks = new ArrayList<>();
    private Consumer<String> listener = line -> {};

    private Builder(long seed) {
      this.seed = seed;
    }

    /**
     * Adds a track.
     *
     * @param name what it is called
     * @param pause how long there is quiet between two of its faults, on average; from half of that
     *     to one and a half of it
     * @param faults what may happen; a track without any is left out
     * @return this builder
     * @throws IllegalArgumentException if the pause is not positive
     */
    public Builder track(String name, Duration pause, List<Fault> faults) {
      if (pause.isNegative() || pause.isZero()) {
        throw new IllegalArgumentException("a pause must be positive, not " + pause);
      }
      if (!faults.isEmpty()) {
        tracks.add(new Track(name, pause, List.copyOf(faults)));
      }
      return this;
    }

    /**
     * Listens to what happens, on the threads of the tracks.
     *
     * @param consumer gets a line for each fault; what it throws is one of the {@link
     *     ChaosDriver#failures}; default none
     * @return this builder
     */
    public Builder onFault(Consumer<String> consumer) {
      listener = Objects.requireNonNull(consumer, "consumer");
      return this;
    }

    /**
     * Starts it.
     *
     * @return the driver, to be closed
     */
    public ChaosDriver start() {
      ChaosDriver driver = new ChaosDriver(listener);
      for (Track each : tracks) {
        Random random = new Random(31 * seed + each.name().hashCode());
        Thread thread = new Thread(() -> driver.run(each, random), "warren-chaos-" + each.name());
        thread.setDaemon(true);
        driver.threads.add(thread);
      }
      driver.threads.forEach(Thread::start);
      return driver;
    }
  }
}
