package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.pool.Action;
import dev.warren.pool.Func0;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolExecutorService;
import dev.warren.pool.WorkerDiedException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's contract of an executor, line by line, where tasks are processes away. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class ExecutorContract {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private Pool pool;
  private PoolExecutorService executor;

  /** Where the broker under test is. */
  abstract String broker();

  @BeforeEach
  void open() {
    pool = Pool.builder().broker(broker()).processes(2).jvmOptions("-Xmx96m").open();
    executor = pool.asExecutorService();
  }

  @AfterEach
  void end() {
    pool.terminate();
    assertThat(pool.join(SOON)).isTrue();
    assertThat(Children.alive()).as("worker processes left").isEmpty();
  }

  private Func0<Integer> hang(int number) {
    String where = folder.toString();
    return () -> LiveTasks.noteAndHang(where, number, number);
  }

  private void awaitRunning(int number) {
    await().atMost(SOON).until(() -> LiveTasks.exists(folder, number));
  }

  @Test
  void everyWayOfSubmittingShouldRunInAWorker() throws Exception {
    long here = ProcessHandle.current().pid();
    String mark = folder.resolve("mark").toString();
    ExecutorService plain = executor;
    Func0<Long> kept = E2eTasks::pid;
    Action action = () -> E2eTasks.append(Path.of(mark), "a");

    assertThat(executor.submit(E2eTasks::pid).get()).isNotEqualTo(here);
    assertThat(executor.submit(() -> E2eTasks.square(5)).get()).isEqualTo(25L);
    assertThat(executor.submit(E2eTasks::square, 6L).get()).isEqualTo(36L);
    assertThat(plain.submit(kept).get()).isNotEqualTo(here);
    assertThat(plain.submit((Callable<Long> & Serializable) () -> E2eTasks.pid()).get())
        .isNotEqualTo(here);
    assertThat(executor.submit(action).get()).isNull();
    assertThat(plain.submit((Runnable) action).get()).isNull();
    assertThat(plain.submit(action, "given").get()).isEqualTo("given");
    executor.execute(() -> E2eTasks.append(Path.of(mark), "b"));
    plain.execute(action);
    await().atMost(SOON).until(() -> Files.readString(Path.of(mark)).length() == 5);
  }

  @Test
  void whatCannotTravelShouldBeRefusedWithTheWords() {
    ExecutorService plain = executor;
    Thread local = Thread.currentThread();

    assertThatThrownBy(() -> plain.submit(() -> E2eTasks.square(1)))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("(Callable<T> & Serializable) () ->");
    assertThatThrownBy(() -> plain.execute(() -> E2eTasks.square(1)))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("(Runnable & Serializable) () ->")
        .hasMessageContaining("PoolExecutorService");
    assertThatThrownBy(() -> executor.submit(() -> local.getName()))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("captures");
    assertThatThrownBy(() -> plain.execute(new FutureTask<>(() -> 1)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> plain.submit(Executors.callable(() -> {})))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> executor.remote(() -> local.getName()))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> plain.submit((Callable<Integer>) null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> plain.execute(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void failuresShouldBeTheCause() {
    assertThatThrownBy(() -> executor.submit(() -> E2eTasks.divide(1, 0)).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> executor.submit(E2eTasks::checked).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> executor.submit(() -> E2eTasks.exit(3)).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(WorkerDiedException.class);
  }

  @Test
  void getShouldKeepItsTime() throws Exception {
    Future<Integer> future = executor.submit(hang(1));

    assertThatThrownBy(() -> future.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(future.isDone()).isFalse();
    Thread.currentThread().interrupt();
    assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
  }

  @Test
  void cancelShouldKillThatTaskOnlyAndOnce() throws Exception {
    Future<Integer> doomed = executor.submit(hang(1));
    Future<Integer> other = executor.submit(hang(2));
    awaitRunning(1);
    awaitRunning(2);

    assertThat(doomed.cancel(true)).isTrue();

    assertThat(doomed.isCancelled()).isTrue();
    assertThat(doomed.isDone()).isTrue();
    assertThat(doomed.cancel(true)).isFalse();
    assertThatThrownBy(doomed::get).isInstanceOf(CancellationException.class);
    assertThat(executor.submit(E2eTasks::square, 7L).get(60, TimeUnit.SECONDS)).isEqualTo(49L);
    assertThat(other.isDone()).isFalse();
    assertThat(Files.readString(folder.resolve("run-2"))).isEqualTo("x");
  }

  @Test
  void invokeAllShouldKeepOrderAndHoldEveryOutcome() throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int divisor = i;
      Func0<Integer> task = () -> E2eTasks.divide(100, divisor);
      tasks.add(task);
    }

    List<Future<Integer>> futures = executor.invokeAll(tasks);

    assertThat(futures).hasSize(50).allMatch(Future::isDone);
    assertThatThrownBy(() -> futures.get(0).get()).hasCauseInstanceOf(ArithmeticException.class);
    for (int i = 1; i < 50; i++) {
      assertThat(futures.get(i).get()).isEqualTo(100 / i);
    }
    assertThat(executor.invokeAll(List.<Callable<Integer>>of())).isEmpty();
  }

  @Test
  void invokeAllShouldCancelWhatIsLateAndKillIt() throws Exception {
    executor.submit(E2eTasks::square, 7L).get(60, TimeUnit.SECONDS); // The processes are there now.
    List<Future<Integer>> futures =
        executor.invokeAll(
            List.of(hang(1), (Func0<Integer>) () -> E2eTasks.divide(8, 2)), 10, TimeUnit.SECONDS);

    assertThat(futures.get(0).isCancelled()).isTrue();
    assertThat(futures.get(1).get()).isEqualTo(4);
    assertThat(executor.invokeAll(List.of(hang(3)), 0, TimeUnit.SECONDS))
        .allMatch(Future::isCancelled);
  }

  @Test
  void invokeAnyShouldGiveASuccessAndKillTheOthers() throws Exception {
    Func0<Integer> fails = () -> E2eTasks.divide(1, 0);
    Func0<Integer> succeeds = () -> E2eTasks.divide(9, 3);

    assertThat(executor.invokeAny(List.of(fails, hang(1), succeeds))).isEqualTo(3);

    assertThatThrownBy(() -> executor.invokeAny(List.of(fails, fails)))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> executor.invokeAny(List.of(hang(2)), 2, TimeUnit.SECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> executor.invokeAny(List.<Callable<Integer>>of()))
        .isInstanceOf(IllegalArgumentException.class);
    // Both processes are free again.
    assertThat(executor.submit(E2eTasks::square, 7L).get(60, TimeUnit.SECONDS)).isEqualTo(49L);
  }

  @Test
  void completionServiceShouldGiveResultsAsTheyCome() throws Exception {
    var service = new ExecutorCompletionService<Integer>(executor);
    Future<Integer> slow = service.submit(hang(1));
    Set<Integer> seen = new HashSet<>();
    for (int i = 1; i <= 20; i++) {
      int divisor = i;
      Func0<Integer> task = () -> E2eTasks.divide(1_000, divisor);
      service.submit(task);
    }

    for (int i = 0; i < 20; i++) {
      seen.add(service.take().get());
    }
    slow.cancel(true);

    assertThat(seen).contains(1_000, 500, 50);
    assertThat(service.take()).isSameAs(slow);
    assertThatThrownBy(() -> service.submit(() -> 1))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void completableFuturesShouldRunInThePoolWhatIsWrapped() throws Exception {
    long here = ProcessHandle.current().pid();

    long there =
        CompletableFuture.supplyAsync(executor.remote(E2eTasks::pid), executor)
            .get(60, TimeUnit.SECONDS);
    CompletableFuture<Long> chain =
        CompletableFuture.supplyAsync(executor.remote(E2eTasks::square, 3L), executor)
            .thenApplyAsync(nine -> nine + 1, executor)
            .thenCompose(
                ten ->
                    CompletableFuture.supplyAsync(
                        executor.remote(E2eTasks::square, ten), executor));
    CompletableFuture<Integer> failing =
        CompletableFuture.supplyAsync(executor.remote(() -> E2eTasks.divide(1, 0)), executor);

    assertThat(there).isNotEqualTo(here);
    assertThat(chain.get(60, TimeUnit.SECONDS)).isEqualTo(100L);
    assertThatThrownBy(failing::get).hasCauseInstanceOf(ArithmeticException.class);
    // What is not wrapped runs here, and a warning says so.
    assertThat(CompletableFuture.supplyAsync(() -> ProcessHandle.current().pid(), executor).get())
        .isEqualTo(here);
  }

  @Test
  void shutdownShouldFinishWhatWasSubmittedAndRefuseMore() throws Exception {
    List<Future<Long>> futures = new ArrayList<>();
    for (long i = 0; i < 200; i++) {
      futures.add(executor.submit(E2eTasks::square, i));
    }
    CompletableFuture<Long> carried =
        CompletableFuture.supplyAsync(executor.remote(E2eTasks::square, 5L), executor);
    assertThat(executor.isShutdown()).isFalse();
    assertThat(executor.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();

    executor.shutdown();
    executor.shutdown();

    assertThat(executor.isShutdown()).isTrue();
    assertThatThrownBy(() -> executor.submit(E2eTasks::square, 1L))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> executor.execute(() -> E2eTasks.square(1)))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    for (int i = 0; i < 200; i++) {
      assertThat(futures.get(i).get()).isEqualTo((long) i * i);
    }
    assertThat(carried.get()).isEqualTo(25L);
    assertThat(executor.shutdownNow()).isEmpty();
  }

  @Test
  void shutdownNowShouldKillWhatRunsAndReturnWhatNeverRan() throws Exception {
    executor.submit(E2eTasks::square, 1L).get();
    List<Future<Integer>> running = List.of(executor.submit(hang(1)), executor.submit(hang(2)));
    awaitRunning(1);
    awaitRunning(2);
    List<Future<Integer>> waiting = new ArrayList<>();
    IntStream.range(3, 60).forEach(i -> waiting.add(executor.submit(hang(i))));

    List<Runnable> neverRan = executor.shutdownNow();

    assertThat(neverRan).isEqualTo(List.copyOf(waiting));
    assertThat(IntStream.range(3, 60).filter(i -> LiveTasks.exists(folder, i))).isEmpty();
    assertThat(running).allMatch(Future::isDone);
    assertThat(waiting).allMatch(Future::isCancelled);
    assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThatThrownBy(() -> pool.apply(E2eTasks::square, 1L)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void executorAndPoolShouldBeOne() throws Exception {
    assertThat(pool.asExecutorService()).isSameAs(executor);
    Future<Long> before = executor.submit(E2eTasks::square, 8L);

    pool.close();

    assertThat(executor.isShutdown()).isTrue();
    assertThatThrownBy(() -> executor.submit(E2eTasks::square, 1L))
        .isInstanceOf(RejectedExecutionException.class);
    executor.close();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(before.get()).isEqualTo(64L);
  }

  @Test
  void anInterruptedCloseShouldEndEverything() {
    Future<Integer> hanging = executor.submit(hang(1));
    awaitRunning(1);

    Thread.currentThread().interrupt();
    executor.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(executor.isTerminated()).isTrue();
    assertThat(hanging.isCancelled()).isTrue();
  }

  @Test
  void terminatingThePoolShouldEndEveryFuture() {
    Future<Integer> hanging = executor.submit(hang(1));
    awaitRunning(1);

    pool.terminate();

    assertThatThrownBy(() -> hanging.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
  }
}
