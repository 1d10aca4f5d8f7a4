package dev.warren.pool;

/**
 * What a producer knows of where a batch is. Times are of {@link System#nanoTime}, which may be
 * negative, so they are compared by their difference. Thread-safe.
 */
final class Whereabouts {

  private boolean known;
  private long lastSign;
  private int losses;

  /** It is sent, for the first time or again: where it is, the connection answers for. */
  synchronized void sent() {
    known = false;
  }

  /** The broker has it, or a host has said that it does. */
  synchronized void sign(long now) {
    if (!known || now - lastSign > 0) {
      known = true;
      lastSign = now;
    }
  }

  /** Nobody could say anything until now: what was known before is known again. */
  synchronized void excuse(long now) {
    if (known) {
      sign(now);
    }
  }

  /** Nothing will be heard of it before that time, and nothing has to be. */
  synchronized void restsUntil(long then) {
    sign(then);
  }

  /** Whether it is on the broker or with a host, and nothing was heard of it for so long. */
  synchronized boolean isSilent(long now, long nanos) {
    return known && now - lastSign >= nanos;
  }

  /** When it was last heard of. */
  synchronized long lastSign() {
    return lastSign;
  }

  /** It is lost; for the how manieth time. */
  synchronized int lose() {
    known = false;
    return ++losses;
  }
}
