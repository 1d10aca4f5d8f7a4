package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.LiveGroup;
import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import dev.warren.task.TaskEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LiveFeedTest {

  private final List<OutputLine> lines = new ArrayList<>();
  private final List<ProgressReport> reports = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();
  private final Listeners listeners =
      new Listeners(Optional.of(lines::add), Optional.of(reports::add));
  private final LiveFeed feed =
      new LiveFeed(listeners, (queue, order) -> orders.add(queue + " " + order.credit()));

  private static LiveGroup group(long bytes, TaskEvent... events) {
    return new LiveGroup(9, "far", 42, (int) bytes, List.of(events));
  }

  private static long index(long task) {
    return task == 7 ? 3 : -1;
  }

  @Test
  void eventsBecomeLinesAndReports() throws Exception {
    feed.take(
        group(
            100,
            new TaskEvent.Running(7, 1),
            new TaskEvent.Printed(7, false, "one"),
            new TaskEvent.Printed(8, true, "two"),
            new TaskEvent.Printed(TaskEvent.NO_TASK, true, "three"),
            new TaskEvent.Progress(7, 2, 1, 4, "a quarter"),
            new TaskEvent.Dropped(5)),
        "control",
        LiveFeedTest::index);
    listeners.finish();

    OutputLine out = OutputLine.of("far", 42, OutputLine.Stream.OUT, "one");
    assertThat(lines)
        .containsExactly(
            out.ofTask(7).atIndex(3),
            OutputLine.of("far", 42, OutputLine.Stream.ERR, "two").ofTask(8),
            OutputLine.of("far", 42, OutputLine.Stream.ERR, "three"),
            OutputLine.dropped("far", 5));
    assertThat(reports)
        .containsExactly(
            new ProgressReport(7, OptionalLong.of(3), 2, "far", 42, 1, 4, "a quarter"));
  }

  @Test
  void roomIsGivenBackInPortionsOnceItWasRead() throws Exception {
    TaskEvent line = new TaskEvent.Printed(7, false, "one");
    feed.take(group(LiveFeed.PORTION - 1, line), "a", LiveFeedTest::index);
    feed.take(group(LiveFeed.PORTION, line), "b", LiveFeedTest::index);
    feed.take(group(1, line), "a", LiveFeedTest::index);
    feed.take(group(1, line), "a", LiveFeedTest::index);
    feed.take(group(LiveFeed.PORTION, line), "", LiveFeedTest::index);
    listeners.finish();

    assertThat(orders).containsExactly("b " + LiveFeed.PORTION, "a " + LiveFeed.PORTION);
  }

  @Test
  void whatTookNoRoomGivesNoneBack() throws Exception {
    feed.take(group(LiveFeed.PORTION, new TaskEvent.Running(7, 1)), "a", LiveFeedTest::index);
    feed.take(group(LiveFeed.PORTION, new TaskEvent.Dropped(1)), "a", LiveFeedTest::index);
    listeners.finish();

    assertThat(orders).isEmpty();
  }
}
