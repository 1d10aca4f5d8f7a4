package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.UnencodableException;
import dev.warren.task.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ImapFeedTest {

  private static final Duration HUGE = Duration.ofSeconds(Long.MAX_VALUE);

  private final FakeWorkers workers = new FakeWorkers(1, 1_000_000);

  @AfterEach
  void stop() {
    workers.close();
  }

  private ImapFeed<Object> start(Iterator<?> inputs, int chunkSize, int window, boolean ordered) {
    workers.dispatcher.start();
    ApplyLane lane = workers.dispatcher.openLane(FakeWorkers.TASK, Terms.ofDefaults(), chunkSize);
    ImapFeed<Object> feed = new ImapFeed<>(inputs, lane, workers.dispatcher, () -> window, ordered);
    Thread thread = new Thread(feed, "feed");
    thread.setDaemon(true);
    thread.start();
    return feed;
  }

  private static Iterator<Object> numbers(int count) {
    return IntStream.range(0, count).<Object>mapToObj(i -> i).iterator();
  }

  private static List<Object> drain(ImapFeed<Object> feed) {
    List<Object> all = new ArrayList<>();
    feed.forEachRemaining(all::add);
    return all;
  }

  @Test
  void resultsComeInInputOrderWhateverOrderTheyAreAnsweredIn() {
    ImapFeed<Object> feed = start(numbers(3), 1, 10, true);
    Flight first = workers.next();
    Flight second = workers.next();
    workers.answer(workers.next());
    workers.answer(second);
    workers.answer(first);

    assertThatThrownBy(feed::index).isInstanceOf(IllegalStateException.class);
    assertThat(drain(feed)).containsExactly(0, 1, 2);
    assertThat(feed.index()).isEqualTo(2);
    assertThat(feed.hasNext()).isFalse();
    assertThatThrownBy(feed::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void unorderedResultsComeAsTheyAreAnswered() {
    ImapFeed<Object> feed = start(numbers(3), 1, 10, false);
    Flight first = workers.next();
    workers.answer(workers.next());
    assertThat(feed.next()).isEqualTo(1);
    assertThat(feed.index()).isEqualTo(1);
    workers.answer(workers.next());
    workers.answer(first);

    assertThat(drain(feed)).containsExactly(2, 0);
    assertThat(feed.index()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyResultComesOnce(boolean ordered) {
    workers.answering(3);
    ImapFeed<Object> feed = start(numbers(5_000), 0, 64, ordered);

    List<Object> results = drain(feed);

    Object[] expected = IntStream.range(0, 5_000).boxed().toArray();
    if (ordered) {
      assertThat(results).containsExactly(expected);
    } else {
      assertThat(results).containsExactlyInAnyOrder(expected);
    }
  }

  @Test
  void nullsAreInputsAndResultsLikeOthers() {
    workers.answering(1);

    assertThat(drain(start(Arrays.asList(1, null, 3).iterator(), 2, 10, true)))
        .containsExactly(1, null, 3);
  }

  @Test
  void noInputGivesNoResult() {
    ImapFeed<Object> feed = start(numbers(0), 1, 10, true);

    assertThat(feed.hasNext()).isFalse();
    assertThatThrownBy(() -> feed.next(Duration.ZERO)).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aCallThatFailedThrowsInItsPlace() {
    ImapFeed<Object> feed = start(numbers(3), 3, 10, true);
    Flight flight = workers.next();
    flight.take(1).complete(Conclusion.failed(new IllegalStateException("one")));
    workers.answer(flight);

    assertThat(feed.next()).isEqualTo(0);
    assertThatThrownBy(feed::next).hasMessage("one");
    assertThat(feed.index()).isEqualTo(1);
    assertThat(drain(feed)).containsExactly(2);
  }

  @Test
  void waitsOnlyAsLongAsItMay() throws Exception {
    ImapFeed<Object> feed = start(numbers(1), 1, 10, true);
    for (String timeout : List.of("PT0S", "PT-1S", "PT0.001S", "PT-9223372036854775808S")) {
      assertThatThrownBy(() -> feed.next(Duration.parse(timeout)))
          .isInstanceOf(TimeoutException.class);
    }
    Threads.Running<Object> waiting = Threads.start(() -> feed.next(HUGE)).untilItWaits();
    assertThat(waiting.result()).isNotDone();

    workers.answer(workers.next());

    assertThat(waiting.result().get()).isEqualTo(0);
  }

  @Test
  void whatIsThereIsGivenWithoutWaiting() throws Exception {
    ImapFeed<Object> feed = start(numbers(1), 1, 10, true);
    workers.answer(workers.next());

    assertThat(feed.next(Duration.ZERO)).isEqualTo(0);
  }

  @Test
  void anInterruptEndsTheWaitAndLosesNothing() throws Exception {
    ImapFeed<Object> feed = start(numbers(1), 1, 10, true);
    Threads.Running<Boolean> waiting =
        Threads.start(
                () -> {
                  assertThatThrownBy(feed::next).isInstanceOf(PoolInterruptedException.class);
                  return Thread.currentThread().isInterrupted();
                })
            .untilItWaits();

    waiting.thread().interrupt();

    assertThat(waiting.result().get()).isTrue();
    workers.answer(workers.next());
    assertThat(feed.next()).isEqualTo(0);
  }

  @Test
  void anInputThatCannotTravelFailsInItsPlace() {
    workers.answering(1);
    ImapFeed<Object> feed = start(List.of(1, new Object(), 3).iterator(), 2, 10, true);

    assertThat(feed.next()).isEqualTo(1);
    assertThatThrownBy(feed::next).isInstanceOf(UnencodableException.class);
    assertThat(feed.next()).isEqualTo(3);
    assertThat(feed.hasNext()).isFalse();
  }
}
