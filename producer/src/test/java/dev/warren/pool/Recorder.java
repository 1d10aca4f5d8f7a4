package dev.warren.pool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call that notes down how often and with what it was completed. */
final class Recorder implements Pending {

  private final List<Conclusion> conclusions = new CopyOnWriteArrayList<>();

  @Override
  public void complete(Conclusion conclusion) {
    conclusions.add(conclusion);
  }

  int completions() {
    return conclusions.size();
  }

  boolean isDone() {
    return !conclusions.isEmpty();
  }

  /** The value or exception of the one completion there must have been. */
  Object get() {
    if (conclusions.size() != 1) {
      throw new IllegalStateException(conclusions.size() + " completions");
    }
    return conclusions.get(0).get();
  }
}
