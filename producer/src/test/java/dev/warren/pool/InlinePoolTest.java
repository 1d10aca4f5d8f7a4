package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.UndecodableException;
import dev.warren.codec.UnencodableException;
import dev.warren.retry.RetryLater;
import dev.warren.task.TaskContext;
import dev.warren.task.Terms;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InlinePoolTest {

  private static final AtomicReference<Thread> RAN_ON = new AtomicReference<>();

  private final Pool pool = Pool.inline();

  @AfterEach
  void end() {
    pool.terminate();
    pool.join();
  }

  static int square(int x) {
    RAN_ON.set(Thread.currentThread());
    return x * x;
  }

  static int refuse(int x) throws IOException {
    if (x == 3) {
      throw new IOException("no three");
    }
    if (x == 4) {
      throw new IllegalArgumentException("no four");
    }
    return x;
  }

  static int add(int a, int b) {
    return a + b;
  }

  static int endless(int depth) {
    return depth < 0 ? 0 : 1 + endless(depth + 1);
  }

  static List<String> addOne(List<String> given) {
    given.add("one");
    return given;
  }

  static int size(List<Object> list) {
    return list.size();
  }

  static Thread thread() {
    return Thread.currentThread();
  }

  static Thread takeThread(Thread thread) {
    return thread;
  }

  static String context(String message) {
    TaskContext context = TaskContext.current();
    context.progress(1, 2, message);
    return context.worker() + " " + context.attempt() + " " + context.taskId();
  }

  static int askUntil(int attempt) {
    if (TaskContext.current().attempt() < attempt) {
      throw new RetryLater(Duration.ofHours(1));
    }
    return attempt;
  }

  static int interruptItself() {
    Thread.currentThread().interrupt();
    return 1;
  }

  static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }

  @Test
  void tasksRunOnTheThreadThatSubmitsThem() {
    AsyncResult<Integer> result = pool.applyAsync(InlinePoolTest::square, 7);

    assertThat(result.isReady()).isTrue();
    assertThat(result.get()).isEqualTo(49);
    assertThat(result.taskId()).hasValue(0);
    assertThat(RAN_ON.get()).isSameAs(Thread.currentThread());
  }

  @Test
  void everyWayToSubmitGivesItsResults() {
    int ten = 10;

    Integer captured = pool.apply(() -> ten);
    assertThat(captured).isEqualTo(10);
    assertThat(pool.apply(InlinePoolTest::add, 3, 4)).isEqualTo(7);
    assertThat(pool.apply((String a, Integer b, Integer c) -> a + b + c + ten, "a", 1, 2))
        .isEqualTo("a1210");
    assertThat(pool.map(InlinePoolTest::square, List.of(1, 2, 3))).containsExactly(1, 4, 9);
    assertThat(pool.map(InlinePoolTest::square, List.<Integer>of())).isEmpty();
    assertThat(pool.starmap(InlinePoolTest::add, List.of(new Args2<>(1, 2), new Args2<>(3, 4)), 1))
        .containsExactly(3, 7);
  }

  @Test
  void aTaskGetsCopiesAndGivesCopies() {
    List<String> mine = new ArrayList<>(List.of("zero"));

    List<String> result = pool.apply(InlinePoolTest::addOne, mine);

    assertThat(mine).containsExactly("zero");
    assertThat(result).containsExactly("zero", "one").isNotSameAs(mine);
  }

  @Test
  void whatCannotTravelFailsAsInAnyPool() {
    Thread captured = Thread.currentThread();
    List<Object> cyclic = new ArrayList<>();
    cyclic.add(cyclic);

    assertThatThrownBy(() -> pool.apply(InlinePoolTest::size, cyclic))
        .isInstanceOf(UnencodableException.class);
    assertThatThrownBy(() -> pool.apply(InlinePoolTest::takeThread, captured))
        .isInstanceOf(TaskRejectedException.class);
    assertThatThrownBy(() -> pool.apply(InlinePoolTest::thread))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> pool.apply(() -> captured.getName()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("captures");
    assertThat(pool.apply(InlinePoolTest::square, 2)).isEqualTo(4);
  }

  @Test
  void anArgumentThatDoesNotFitIsRejected() {
    NamedTask<Object, Integer> named =
        NamedTask.of(InlinePoolTest.class.getName() + "::square", Integer.class);

    assertThat(pool.apply(named, 5)).isEqualTo(25);
    assertThatThrownBy(() -> pool.apply(named, "5")).isInstanceOf(TaskRejectedException.class);
    assertThatThrownBy(() -> pool.apply(NamedTask.of("no.such.Task::here", Integer.class), 1))
        .isInstanceOf(TaskRejectedException.class);
    NamedTask<Object, Thread> wrong =
        NamedTask.of(InlinePoolTest.class.getName() + "::square", Thread.class);
    assertThatThrownBy(() -> pool.apply(wrong, 5)).isInstanceOf(UndecodableException.class);
  }

  @Test
  void exceptionsComeAsTheTypesThatTheyWere() {
    assertThatThrownBy(() -> pool.apply(InlinePoolTest::refuse, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no four")
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    assertThatThrownBy(() -> pool.apply(InlinePoolTest::refuse, 3))
        .isInstanceOf(RemoteTaskException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> pool.apply(InlinePoolTest::endless, 0))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void aFailingCallOfAMapDoesNotSkipItsNeighbours() {
    AsyncResult<List<Integer>> result =
        pool.mapAsync(InlinePoolTest::refuse, Arrays.asList(1, 4, 3, null, 5));

    assertThat(result.isSuccessful()).isFalse();
    assertThatThrownBy(result::get).hasMessage("no four");
    assertThat(pool.statistics().batches()).isEqualTo(5);
  }

  @Test
  void imapRunsWhenAResultIsAskedFor() {
    Iterator<Integer> inputs = List.of(1, 4, 2).iterator();
    ResultIterator<Integer> results = pool.imap(InlinePoolTest::refuse, inputs);
    assertThatThrownBy(results::index).isInstanceOf(IllegalStateException.class);

    assertThat(results.next()).isEqualTo(1);
    assertThatThrownBy(results::next).hasMessage("no four");
    assertThat(results.index()).isEqualTo(1);
    assertThat(inputs.hasNext()).isTrue();
    assertThat(results.hasNext()).isTrue();
    assertThat(results.next()).isEqualTo(2);
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aFailingInputOfAnImapIsThrownOnce() {
    Iterator<Integer> broken =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            throw new IllegalStateException("torn");
          }

          @Override
          public Integer next() {
            throw new NoSuchElementException();
          }
        };
    ResultIterator<Integer> results = pool.imapUnordered(InlinePoolTest::refuse, broken);

    assertThat(results.hasNext()).isTrue();
    assertThatThrownBy(results::next).hasMessage("torn");
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void callbacksRunOnTheirThreadAndJoinWaitsForThem() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<Object> heard = new ArrayList<>();
    pool.applyAsync(InlinePoolTest::square, 1)
        .onSuccess(
            value -> {
              Threads.awaitQuietly(go);
              heard.add(value);
              assertThatThrownBy(() -> pool.join()).isInstanceOf(IllegalStateException.class);
            });
    pool.applyAsync(InlinePoolTest::refuse, 4).onFailure(it -> heard.add(it.getMessage()));
    pool.close();

    assertThat(pool.join(Duration.ofMillis(20))).isFalse();
    go.countDown();
    pool.join();

    assertThat(heard).containsExactly(1, "no four");
  }

  @Test
  void aClosedPoolTakesNothingMore() {
    assertThatThrownBy(pool::join).isInstanceOf(IllegalStateException.class);
    pool.close();
    pool.close();

    assertThatThrownBy(() -> pool.apply(InlinePoolTest::square, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pool.mapAsync(InlinePoolTest::square, List.of(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.imap(InlinePoolTest::square, List.of(1).iterator()))
        .isInstanceOf(IllegalStateException.class);
    pool.join();
  }

  @Test
  void joinWaitsForAnImapThatIsLeftHalfWay() {
    ResultIterator<Integer> results =
        pool.imap(InlinePoolTest::square, List.of(1, 2, 3).iterator());
    results.next();
    pool.close();

    assertThat(pool.join(Duration.ofMillis(20))).isFalse();
    assertThat(results.next()).isEqualTo(4);
    results.close();

    pool.join();
  }

  @Test
  void joinDoesNotWaitForAnImapOfWhichAllIsTaken() {
    ResultIterator<Integer> before = pool.imap(InlinePoolTest::square, List.of(1, 2).iterator());
    ResultIterator<Integer> after = pool.imap(InlinePoolTest::square, List.of(3, 4).iterator());
    assertThat(List.of(before.next(), before.next(), after.next())).containsExactly(1, 4, 9);
    pool.close();
    assertThat(pool.join(Duration.ofMillis(20))).isFalse();

    assertThat(after.next()).isEqualTo(16);

    assertThat(pool.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void terminateEndsAnImapWithAnException() {
    ResultIterator<Integer> results =
        pool.imap(InlinePoolTest::square, List.of(1, 2, 3).iterator());
    results.next();

    pool.terminate();
    pool.join();

    assertThatThrownBy(results::next).isInstanceOf(PoolTerminatedException.class);
    assertThat(results.hasNext()).isFalse();
  }

  @Test
  void tasksKnowTheirContext() {
    assertThat(pool.apply(InlinePoolTest::context, "half")).isEqualTo("inline 1 0");
    assertThatThrownBy(TaskContext::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTaskThatAsksToBeRunLaterIsRunAgainAtOnceButNotForEver() {
    assertThat(pool.apply(InlinePoolTest::askUntil, 5)).isEqualTo(5);

    AsyncResult<Integer> endless = pool.applyAsync(InlinePoolTest::askUntil, Integer.MAX_VALUE);

    assertThatThrownBy(endless::get).hasStackTraceContaining(RetryLater.class.getName());
    assertThat(endless.attempts()).hasSize(Terms.MAX_HISTORY);
  }

  @Test
  void interruptsStayOnTheirSide() throws Exception {
    Thread.currentThread().interrupt();
    boolean seen = pool.applyAsync(InlinePoolTest::isInterrupted).toCompletableFuture().join();
    boolean kept = Thread.interrupted();
    pool.applyAsync(InlinePoolTest::interruptItself);

    assertThat(seen).isFalse();
    assertThat(kept).isTrue();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void itIsAnExecutorAsWell() throws Exception {
    PoolExecutorService executor = pool.asExecutorService();

    assertThat(executor.submit(InlinePoolTest::square, 6).get()).isEqualTo(36);
    assertThatThrownBy(() -> executor.submit(InlinePoolTest::refuse, 3).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
    executor.shutdown();

    assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> executor.submit(InlinePoolTest::square, 6))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void whatIsDoneCannotBeCancelled() {
    AsyncResult<Integer> result = pool.applyAsync(InlinePoolTest::square, 2);

    assertThat(result.cancel(true)).isFalse();
    assertThat(result.isCancelled()).isFalse();
    assertThat(result.get()).isEqualTo(4);
  }
}
