package dev.warren.worker.child;

import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.spi.OutputLine;
import dev.warren.task.Outcome;
import dev.warren.task.TaskEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Notes down all that comes out of a child. */
final class Heard implements RunListener {

  final List<OutputLine> printed = new CopyOnWriteArrayList<>();
  final List<TaskEvent.Progress> reports = new CopyOnWriteArrayList<>();
  final List<TaskEvent.Running> running = new CopyOnWriteArrayList<>();
  final List<OutcomeGroup> again = new CopyOnWriteArrayList<>();
  final Map<Long, Boolean> cancelled = new ConcurrentHashMap<>();
  volatile int flushes;
  final AtomicInteger looks = new AtomicInteger();

  /** So many notices of what runs are lost. */
  volatile int deaf;

  volatile Runnable onFlush = () -> {};
  private final Consumer<List<Outcome>> outcomes;

  Heard(Consumer<List<Outcome>> outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  public void outcomes(byte[] message) {
    outcomes.accept(OutcomeReader.read(message).outcomes());
  }

  @Override
  public void again(byte[] message) {
    again.add(OutcomeReader.read(message));
  }

  @Override
  public void printed(OutputLine line) {
    printed.add(line);
  }

  @Override
  public void progress(TaskEvent.Progress report) {
    reports.add(report);
  }

  @Override
  public void looked() {
    looks.incrementAndGet();
  }

  @Override
  public boolean running(TaskEvent.Running it) {
    running.add(it);
    return running.size() > deaf;
  }

  @Override
  public synchronized void flush() {
    flushes = flushes + 1;
    onFlush.run();
  }

  @Override
  public Map<Long, Boolean> cancelled() {
    return cancelled;
  }
}
