package dev.warren.pool;

import dev.warren.codec.LiveGroup;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import dev.warren.task.HostOrder;
import dev.warren.task.TaskEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.LongUnaryOperator;

/**
 * Turns the events of worker hosts into lines and reports for the listeners, and gives each host
 * room for more once they were read. Thread-safe.
 */
final class LiveFeed {

  /** Room is given back in portions of this many bytes. */
  static final long PORTION = 128 * 1024;

  private final Listeners listeners;
  private final BiConsumer<String, HostOrder> sender;
  private final Map<String, Long> read = new HashMap<>();

  /** {@code sender} sends an order to a control queue. */
  LiveFeed(Listeners listeners, BiConsumer<String, HostOrder> sender) {
    this.listeners = listeners;
    this.sender = sender;
  }

  /** {@code index} finds the place of a task's call in its map, or -1. */
  void take(LiveGroup group, String control, LongUnaryOperator index) {
    boolean counted = false;
    for (TaskEvent each : group.events()) {
      if (each instanceof TaskEvent.Printed it) {
        OutputLine.Stream stream = it.error() ? OutputLine.Stream.ERR : OutputLine.Stream.OUT;
        OutputLine line = OutputLine.of(group.host(), group.pid(), stream, it.text());
        line(it.id() == TaskEvent.NO_TASK ? line : line.ofTask(it.id()), index);
        counted = true;
      } else if (each instanceof TaskEvent.Progress it) {
        report(
            new ProgressReport(
                it.id(),
                OptionalLong.empty(),
                it.attempt(),
                group.host(),
                group.pid(),
                it.done(),
                it.total(),
                it.message()),
            index);
        counted = true;
      } else if (each instanceof TaskEvent.Dropped it) {
        listeners.line(OutputLine.dropped(group.host(), it.lines()));
      }
    }
    if (counted && !control.isEmpty()) {
      listeners.afterwards(() -> wasRead(control, group.bytes()));
    }
  }

  void line(OutputLine line, LongUnaryOperator index) {
    long place = line.taskId().isEmpty() ? -1 : index.applyAsLong(line.taskId().getAsLong());
    listeners.line(place < 0 ? line : line.atIndex(place));
  }

  void report(ProgressReport report, LongUnaryOperator index) {
    long place = index.applyAsLong(report.taskId());
    listeners.report(place < 0 ? report : report.atIndex(place));
  }

  private void wasRead(String control, long bytes) {
    long room;
    synchronized (read) {
      room = read.merge(control, bytes, Long::sum);
      if (room < PORTION) {
        return;
      }
      read.remove(control);
    }
    sender.accept(control, HostOrder.credit(room));
  }
}
