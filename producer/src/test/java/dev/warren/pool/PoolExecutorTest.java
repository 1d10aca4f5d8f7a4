package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PoolExecutorTest {

  private static final Func0<String> TASK = () -> "never run here";

  private final FakePool pool = new FakePool();
  private final PoolExecutor executor = new PoolExecutor(pool);

  /** Keeps what is submitted until a test completes it. */
  private static final class FakePool implements PoolExecutor.Backing {

    private final Callbacks callbacks = new Callbacks();
    private final BlockingQueue<Handle<Object>> submitted = new LinkedBlockingQueue<>();
    private volatile boolean open = true;

    @Override
    @SuppressWarnings("unchecked")
    public <R> Handle<R> submit(Serializable task, Object... arguments) {
      Handle<Object> handle = new Handle<>(callbacks);
      submitted.add(handle);
      return (Handle<R>) handle;
    }

    @Override
    public void check(Serializable task) {}

    @Override
    public void callback(Runnable action) {
      callbacks.run(action);
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public void terminate() {
      open = false;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public boolean hasEnded() {
      return !open;
    }

    @Override
    public boolean awaitEnd(long nanos) {
      return !open;
    }
  }

  private static long carriers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("warren-carrier"))
        .count();
  }

  @Test
  void shutdownNowCancelsWhatWasGivenToExecuteAndReturnsIt() {
    Action one = () -> {};
    Action two = () -> {};
    executor.execute(one);
    Future<String> future = executor.submit(TASK);
    executor.execute(two);

    assertThat(executor.shutdownNow()).containsExactly(one, (Runnable) future, two);

    assertThat(pool.submitted).hasSize(3).allMatch(Handle::isCancelled);
  }

  @Test
  void whatWasGivenToExecuteAndIsDoneIsForgotten() {
    executor.execute((Action) () -> {});
    executor.execute((Action) () -> {});
    pool.submitted.remove().complete(Conclusion.succeeded(null));
    pool.submitted.remove().complete(Conclusion.failed(new IllegalStateException("in the log")));

    assertThat(executor.shutdownNow()).isEmpty();
  }

  @Test
  void aCompletionServiceTakesNoThreads() throws Exception {
    var service = new ExecutorCompletionService<String>(executor);
    long before = carriers();
    List<Future<String>> futures = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      futures.add(service.submit(TASK));
    }

    assertThat(carriers()).isEqualTo(before);
    assertThat(pool.submitted).hasSize(2_000);
    assertThat(service.poll()).isNull();
    for (Handle<Object> each : pool.submitted) {
      each.complete(Conclusion.succeeded("done"));
    }
    for (Future<String> each : futures) {
      assertThat(service.take()).isSameAs(each);
      assertThat(each.get()).isEqualTo("done");
    }
    assertThat(carriers()).isEqualTo(before);
  }

  @Test
  void aCompletionServiceHearsOfWhatIsCancelledAndWhatHasEndedAtOnce() throws Exception {
    var service = new ExecutorCompletionService<String>(executor);
    Future<String> cancelled = service.submit(TASK);
    Future<String> failed = service.submit(TASK);

    cancelled.cancel(true);
    assertThat(service.take()).isSameAs(cancelled);
    assertThat(pool.submitted.remove().isCancelled()).isTrue();
    pool.submitted.remove().complete(Conclusion.failed(new IllegalStateException("over")));

    assertThat(service.take()).isSameAs(failed);
    assertThatThrownBy(failed::get).hasRootCauseMessage("over");
  }

  @Test
  void invokeAnyGivesTheFirstSuccessAndCancelsTheOthers() throws Exception {
    Callable<String> task = TASK;
    Threads.Running<String> any =
        Threads.start(() -> executor.invokeAny(List.of(task, task, task)));
    Handle<Object> one = pool.submitted.take();
    one.complete(Conclusion.failed(new IllegalStateException("not this one")));
    Handle<Object> two = pool.submitted.take();
    Handle<Object> three = pool.submitted.take();

    three.complete(Conclusion.succeeded("third"));

    assertThat(any.result().get()).isEqualTo("third");
    assertThat(two.isCancelled()).isTrue();
  }

  @Test
  void nothingRunsHereThoughACompletionServiceIsOverAWrapper() {
    var service =
        new ExecutorCompletionService<String>(Executors.unconfigurableExecutorService(executor));

    assertThatThrownBy(() -> service.submit(TASK))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("over the executor itself");
    assertThat(pool.submitted).isEmpty();
  }

  @Test
  void whatTheJdkMadeAndDroppedIsNotStartedForSomethingElse() throws Exception {
    Callable<String> task = TASK;
    // Makes its future and gives it to nobody: there is no time left.
    executor.invokeAll(List.of(task), 0, TimeUnit.SECONDS);

    executor.execute((Action) () -> {});

    assertThat(pool.submitted).hasSize(1);
  }
}
