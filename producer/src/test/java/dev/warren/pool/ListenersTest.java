package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.spi.OutputLine;
import dev.warren.spi.ProgressReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ListenersTest {

  private final List<String> heard = new ArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);

  private Listeners listeners() {
    return new Listeners(
        Optional.of(
            line -> {
              Threads.awaitQuietly(open);
              heard.add(line.text());
            }),
        Optional.of(report -> heard.add(report.message())));
  }

  private static OutputLine line(String text) {
    return OutputLine.of("far", 1, OutputLine.Stream.OUT, text);
  }

  private static ProgressReport report(String message) {
    return new ProgressReport(1, OptionalLong.empty(), 1, "far", 1, 1, 2, message);
  }

  @Test
  void givesEverythingAwayInOrderBeforeItEnds() throws Exception {
    open.countDown();
    Listeners listeners = listeners();
    listeners.line(line("one"));
    listeners.report(report("half"));
    listeners.line(line("two"));
    listeners.afterwards(() -> heard.add("read"));

    listeners.finish();
    listeners.line(line("too late"));

    assertThat(heard).containsExactly("one", "half", "two", "read");
    assertThat(listeners.any()).isTrue();
    assertThat(listeners.isCurrentThread()).isFalse();
  }

  @Test
  void dropsAndCountsWhatThereIsNoRoomFor() throws Exception {
    Listeners listeners = listeners();
    String large = "x".repeat(Listeners.ROOM / 4);
    IntStream.range(0, 10).forEach(i -> listeners.line(line(large)));
    listeners.report(report("y".repeat(Listeners.ROOM)));
    open.countDown();

    listeners.finish();

    int passed = heard.size() - 1;
    assertThat(passed).isBetween(3, 4);
    assertThat(heard.get(passed)).startsWith("warren: " + (10 - passed) + " lines were dropped");
  }

  @Test
  void saysWhatIsMissingBeforeWhatFollows() throws Exception {
    Listeners listeners = listeners();
    String large = "x".repeat(Listeners.ROOM / 2);
    IntStream.range(0, 4).forEach(i -> listeners.line(line(large)));
    open.countDown();
    CountDownLatch read = new CountDownLatch(1);
    listeners.afterwards(read::countDown);
    Threads.awaitQuietly(read);

    listeners.line(line("next"));
    listeners.finish();

    assertThat(heard).endsWith("next").element(heard.size() - 2).asString().contains("dropped");
  }

  @Test
  void aSingleLineBeyondTheRoomPasses() throws Exception {
    open.countDown();
    Listeners listeners = listeners();
    listeners.line(line("x".repeat(2 * Listeners.ROOM)));
    listeners.finish();

    assertThat(heard).hasSize(1);
  }

  @Test
  void aListenerThatThrowsMissesNothingElse() throws Exception {
    Listeners listeners =
        new Listeners(
            Optional.of(
                line -> {
                  heard.add(line.text());
                  throw new AssertionError("expected in the log");
                }),
            Optional.empty());
    listeners.line(line("one"));
    listeners.line(line("two"));
    listeners.report(report("nobody"));
    listeners.finish();

    assertThat(heard).containsExactly("one", "two");
  }

  @Test
  void withoutListenersThereIsNothingToDo() throws Exception {
    Listeners none = new Listeners(Optional.empty(), Optional.empty());
    none.line(line("one"));
    none.report(report("half"));
    none.finish();

    assertThat(none.any()).isFalse();
  }
}
