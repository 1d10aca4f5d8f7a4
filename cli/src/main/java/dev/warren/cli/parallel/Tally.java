package dev.warren.cli.parallel;

/**
 * What has become of the commands so far.
 *
 * @param succeeded how many have succeeded
 * @param failed how many have failed
 */
public record Tally(long succeeded, long failed) {

  /** The largest number of failed commands that an exit code tells. */
  static final int MOST_FAILED = 100;

  Tally with(JobResult result) {
    return result.succeeded() ? new Tally(succeeded + 1, failed) : new Tally(succeeded, failed + 1);
  }

  /** The number of failed commands; one more than that can be told for any number above it. */
  int exitCode() {
    return (int) Math.min(failed, MOST_FAILED + 1);
  }
}
