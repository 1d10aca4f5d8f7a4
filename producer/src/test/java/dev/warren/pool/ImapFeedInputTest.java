package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.UnencodableException;
import dev.warren.task.Terms;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an imap pulls, and when. */
@Timeout(20)
class ImapFeedInputTest {

  private final FakeWorkers workers = new FakeWorkers(1, 1_000_000);
  private final AtomicInteger pulled = new AtomicInteger();
  private Thread thread;

  @AfterEach
  void stop() {
    workers.close();
  }

  private ImapFeed<Object> start(Iterator<?> inputs, int chunkSize, int window, boolean ordered) {
    workers.dispatcher.start();
    ApplyLane lane = workers.dispatcher.openLane(FakeWorkers.TASK, Terms.ofDefaults(), chunkSize);
    ImapFeed<Object> feed = new ImapFeed<>(inputs, lane, workers.dispatcher, () -> window, ordered);
    thread = new Thread(feed, "feed");
    thread.setDaemon(true);
    thread.start();
    return feed;
  }

  /** Counts without end. */
  private Iterator<Object> endless() {
    return Stream.generate(() -> (Object) pulled.getAndIncrement()).iterator();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pullsNoFurtherAheadThanItsWindow(boolean ordered) {
    workers.answering(1);
    ImapFeed<Object> feed = start(endless(), 2, 8, ordered);

    for (int taken = 0; taken < 50; taken++) {
      int expected = taken + 8;
      Threads.until(() -> pulled.get() == expected && Threads.isWaiting(thread));
      feed.next();
    }
  }

  @Test
  void aWindowMayGrow() {
    AtomicInteger window = new AtomicInteger(2);
    workers.answering(1);
    workers.dispatcher.start();
    ApplyLane lane = workers.dispatcher.openLane(FakeWorkers.TASK, Terms.ofDefaults(), 0);
    ImapFeed<Object> feed = new ImapFeed<>(endless(), lane, workers.dispatcher, window::get, true);
    Thread pulling = new Thread(feed);
    pulling.setDaemon(true);
    pulling.start();
    Threads.until(() -> pulled.get() == 2);

    window.set(10);
    feed.next();

    Threads.until(() -> pulled.get() == 11);
  }

  @Test
  void aChunkThatHasNoRoomInTheBufferGoesInParts() {
    workers.answering(1);
    String large = "x".repeat(100_000);
    ImapFeed<Object> feed = start(Collections.nCopies(50, large).iterator(), 1_000, 2_000, true);

    int results = 0;
    while (feed.hasNext()) {
      assertThat(feed.next()).isEqualTo(large);
      results++;
    }

    assertThat(results).isEqualTo(50);
  }

  @Test
  void aPartOfAChunkGoesWhenOnlyBadInputsFollowIt() {
    workers.answering(1);
    List<Object> inputs = new ArrayList<>(Collections.nCopies(40, new Object()));
    inputs.set(0, "good");
    inputs.set(21, "good again");
    ImapFeed<Object> feed = start(inputs.iterator(), 4, 8, true);

    assertThat(feed.next()).isEqualTo("good");
    for (int i = 1; i < 40; i++) {
      if (i == 21) {
        assertThat(feed.next()).isEqualTo("good again");
      } else {
        assertThatThrownBy(feed::next).isInstanceOf(UnencodableException.class);
      }
    }
    assertThat(feed.hasNext()).isFalse();
  }

  static Stream<Throwable> failures() {
    return Stream.of(new IllegalStateException("input"), new AssertionError("input"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfTheInputComesBehindTheResults(Throwable failure) {
    workers.answering(1);
    Iterator<Object> inputs =
        Stream.<Object>of(1, 2, 3).peek(input -> throwAt(input, failure)).iterator();
    ImapFeed<Object> feed = start(inputs, 5, 10, true);

    assertThat(feed.next()).isEqualTo(1);
    assertThat(feed.next()).isEqualTo(2);
    assertThat(feed.hasNext()).isTrue();
    assertThatThrownBy(feed::next).isSameAs(failure);
    assertThat(feed.hasNext()).isFalse();
    assertThatThrownBy(feed::next).isInstanceOf(NoSuchElementException.class);
  }

  private static void throwAt(Object input, Throwable failure) {
    if (input.equals(3) && failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (input.equals(3)) {
      throw (Error) failure;
    }
  }

  @Test
  void closingHalfWayPullsNoMoreAndRunsWhatWasPulled() throws Exception {
    ImapFeed<Object> feed = start(endless(), 3, 7, true);
    Threads.until(() -> pulled.get() == 7 && Threads.isWaiting(thread));

    feed.close();
    feed.close();
    thread.join();
    workers.answering(1);
    workers.dispatcher.close();
    workers.dispatcher.awaitDone();

    assertThat(pulled).hasValue(7);
    for (int i = 0; i < 7; i++) {
      assertThat(feed.next()).isEqualTo(i);
    }
    assertThat(feed.hasNext()).isFalse();
  }

  @Test
  void theDispatcherWaitsForAnInputThatIsStillPulled() throws Exception {
    CountDownLatch more = new CountDownLatch(1);
    workers.answering(1);
    Iterator<Object> inputs =
        Stream.<Object>of(1, 2)
            .peek(
                input -> {
                  if (input.equals(2)) {
                    Threads.awaitQuietly(more);
                  }
                })
            .iterator();
    ImapFeed<Object> feed = start(inputs, 1, 10, true);
    assertThat(feed.next()).isEqualTo(1);
    workers.dispatcher.close();
    Threads.Running<Boolean> waiting =
        Threads.start(
                () -> {
                  workers.dispatcher.awaitDone();
                  return true;
                })
            .untilItWaits();
    assertThat(waiting.result()).isNotDone();

    more.countDown();

    assertThat(waiting.result().get()).isTrue();
    assertThat(feed.next()).isEqualTo(2);
  }

  @Test
  void theEndOfThePoolEndsResultsAndInput() throws Exception {
    RuntimeException over = new PoolTerminatedException("over", null);
    ImapFeed<Object> feed = start(endless(), 1, 5, true);
    Threads.until(() -> pulled.get() == 5 && Threads.isWaiting(thread));

    workers.dispatcher.fail(over);

    int failed = 0;
    while (feed.hasNext() && failed < 100) {
      assertThatThrownBy(() -> feed.next(Duration.ofSeconds(5))).isSameAs(over);
      failed++;
    }
    thread.join();
    assertThat(failed).as("the calls, and the input that was not read").isEqualTo(6);
  }

  /** Gives two, then blocks until it is released. */
  private static Iterator<Object> stuckAfterTwo(CountDownLatch released) {
    return Stream.iterate(0, i -> i + 1)
        .map(
            i -> {
              if (i == 2) {
                Threads.awaitQuietly(released);
              }
              return (Object) i;
            })
        .iterator();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theEndOfThePoolDoesNotWaitForAStuckInput(boolean ordered) {
    CountDownLatch released = new CountDownLatch(1);
    RuntimeException over = new PoolTerminatedException("over", null);
    workers.answering(1);
    ImapFeed<Object> feed = start(stuckAfterTwo(released), 1, 5, ordered);
    feed.next();
    feed.next();
    Threads.Running<Object> waiting = Threads.start(feed::next).untilItWaits();

    workers.dispatcher.fail(over);

    assertThat(waiting.result())
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCause(over);
    assertThat(feed.hasNext()).isFalse();
    released.countDown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingDoesNotWaitForAStuckInput(boolean ordered) throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    workers.answering(1);
    ImapFeed<Object> feed = start(stuckAfterTwo(released), 1, 5, ordered);
    feed.next();
    feed.next();

    feed.close();

    assertThat(feed.hasNext()).isFalse();
    workers.dispatcher.close();
    workers.dispatcher.awaitDone();
    released.countDown();
    thread.join();
    assertThat(feed.hasNext()).isFalse();
  }

  @Test
  void anInputThatThrowsAnythingIsNotTakenForItsEnd() {
    workers.answering(1);
    Iterator<Object> broken =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Object next() {
            throw sneaked(new IOException("the disk is gone"));
          }
        };
    ImapFeed<Object> feed = start(broken, 1, 5, true);

    assertThat(feed.hasNext()).isTrue();
    assertThatThrownBy(feed::next).hasRootCauseMessage("the disk is gone");
    assertThat(feed.hasNext()).isFalse();
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException sneaked(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
