package dev.warren.cli;

import dev.warren.cli.parallel.RunListener;
import java.util.Optional;

/** Tells the user how a run of {@code warren parallel} goes on. Thread-safe. */
final class ParallelWatch implements RunListener, AutoCloseable {

  private final Surroundings surroundings;
  private final Optional<Progress> progress;

  ParallelWatch(Surroundings surroundings, boolean bar) {
    this.surroundings = surroundings;
    this.progress = bar ? Optional.of(Progress.of(surroundings, "commands")) : Optional.empty();
  }

  @Override
  public void ended() {
    progress.ifPresent(Progress::step);
  }

  @Override
  public void note(String message) {
    surroundings.note(message);
  }

  @Override
  public void close() {
    progress.ifPresent(Progress::close);
  }
}
