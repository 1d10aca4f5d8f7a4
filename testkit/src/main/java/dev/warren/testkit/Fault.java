package dev.warren.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;

/**
 * Something that goes wrong, and comes right again.
 *
 * @param name what it is called in the counts, such as {@code node killed}
 * @param weight how often it comes, against the others of its track; at least 1
 * @param lasts how long it goes on before it is healed; zero for one that is over at once
 * @param strike does it
 */
public record Fault(String name, int weight, Duration lasts, Strike strike) {

  /** Checks the bounds. */
  public Fault {
    if (weight < 1) {
      throw new IllegalArgumentException("a fault's weight must be at least 1, not " + weight);
    }
    if (lasts.isNegative()) {
      throw new IllegalArgumentException("a fault cannot last a negative time: " + lasts);
    }
  }

  /** How a fault begins. */
  public interface Strike {

    /**
     * Strikes.
     *
     * @param random where all choices come from, so that a run can be repeated
     * @return how to heal it
     * @throws IOException if it cannot be done
     * @throws InterruptedException if the thread is interrupted
     */
    Healing strike(Random random) throws IOException, InterruptedException;
  }

  /** How a fault ends. */
  public interface Healing {

    /** For what heals by itself. */
    Healing NOTHING = () -> {};

    /**
     * Heals it, and returns when that is done.
     *
     * @throws IOException if it cannot be done
     * @throws InterruptedException if the thread is interrupted
     */
    void heal() throws IOException, InterruptedException;
  }
}
