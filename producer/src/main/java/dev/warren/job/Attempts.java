package dev.warren.job;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Work that goes on over lost connections, but not for ever without any progress. */
final class Attempts {

  private static final int MOST = 10;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private int failed;

  /** A connection was lost: pauses, longer each time, or throws that if it was once too often. */
  void after(IOException e) throws IOException, InterruptedException {
    failed++;
    if (failed == MOST) {
      throw e;
    }
    TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << failed));
  }

  /** The work has come on. */
  void progress() {
    failed = 0;
  }
}
