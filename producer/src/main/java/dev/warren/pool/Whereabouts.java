package dev.warren.pool;

/**
 * What a producer knows of where a batch is. Times are of {@link System#nanoTime}, which may be
 * negative, so they are compared by their difference. Thread-safe.
 */
final class Whereabouts {

  /** Where a batch is. */
  enum Place {
    /** The broker has not confirmed it: the connection answers for it. */
    ON_ITS_WAY("the broker has not taken it over yet"),
    /** The broker has it, or had it: markers tell. */
    QUEUED("it waits in the queue"),
    /** A worker host has said so, not longer ago than a lease. */
    HELD("a worker host has it"),
    /** It waits for its next attempt. */
    RESTING("it waits for its next attempt");

    private final String words;

    Place(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  private Place place = Place.ON_ITS_WAY;
  private long lastSign;
  private int losses;

  /** It is sent, for the first time or again. */
  synchronized void sent() {
    place = Place.ON_ITS_WAY;
  }

  /** The broker has confirmed it; a host may have been faster. */
  synchronized void queued(long now) {
    if (place == Place.ON_ITS_WAY) {
      place = Place.QUEUED;
      lastSign = now;
    }
  }

  /** A host has said that it has it. */
  synchronized void held(long now) {
    if (place != Place.RESTING || now - lastSign >= 0) {
      place = Place.HELD;
      lastSign = now;
    }
  }

  /** Nothing may be heard of it before that time; of several, the last one counts. */
  synchronized void restsUntil(long then) {
    if (place != Place.RESTING || then - lastSign > 0) {
      place = Place.RESTING;
      lastSign = then;
    }
  }

  /** Nobody could say anything until now: what was known before is known again. */
  synchronized void excuse(long now) {
    if (now - lastSign > 0) {
      lastSign = now;
    }
  }

  /** It is lost; for the how manieth time. */
  synchronized int lose() {
    place = Place.ON_ITS_WAY;
    return ++losses;
  }

  /** Whether it is on the broker or with a host, and nothing was heard of it for so long. */
  synchronized boolean isSilent(long now, long nanos) {
    return place != Place.ON_ITS_WAY && now - lastSign >= nanos;
  }

  /** When it was last heard of. */
  synchronized long lastSign() {
    return lastSign;
  }

  /** Where it is, as far as is known. */
  synchronized Place place(long now) {
    boolean ended = place == Place.HELD && now - lastSign >= Sweep.LEASE_NANOS;
    boolean due = place == Place.RESTING && now - lastSign >= 0;
    return ended || due ? Place.QUEUED : place;
  }
}
