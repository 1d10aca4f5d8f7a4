package dev.warren.cli;

import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How long the task of a line may take. */
final class TimeLimitOptions {

  @Option(
      names = "--soft-limit",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "When a line's task is interrupted, so that it can clean up; default: never.")
  private Duration soft;

  @Option(
      names = "--hard-limit",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "When a line's worker process is killed; default: never.")
  private Duration hard;

  /** Hands over those that were given. */
  void apply(Consumer<Duration> softLimit, Consumer<Duration> hardLimit) {
    if (soft != null) {
      softLimit.accept(soft);
    }
    if (hard != null) {
      hardLimit.accept(hard);
    }
  }
}
