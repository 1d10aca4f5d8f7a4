package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.JsonText;
import dev.warren.codec.UnencodableException;
import dev.warren.pool.Args3;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.NamedTask;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolTerminatedException;
import dev.warren.pool.RemoteTaskException;
import dev.warren.pool.ResultIterator;
import dev.warren.pool.TaskRejectedException;
import dev.warren.pool.WorkerDiedException;
import dev.warren.retry.RetryPolicy;
import dev.warren.spi.OutputLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pool with local workers does, on whichever broker: the semantics of the design. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class PoolContract extends PoolFixture {

  @TempDir Path folder;

  @Test
  void whatIsSubmittedAtOnceShouldBeSentOnce() {
    open();
    for (long i = 0; i < 100; i++) {
      pool.applyAsync(E2eTasks::square, i);
    }
    pool.close();
    pool.join();

    assertThat(pool.statistics().batchesSentAgain()).isZero();
    assertThat(pool.statistics().duplicateOutcomes()).isZero();
  }

  @Test
  void everyKindOfCallShouldReturnItsResult() {
    open();
    assertThat(pool.apply(E2eTasks::square, 7L)).isEqualTo(49L);
    assertThat(pool.apply(E2eTasks::sum, 1, 2, 3)).isEqualTo(6);
    assertThat(pool.apply(E2eTasks::divide, 9, 3)).isEqualTo(3);
    assertThat(pool.apply(E2eTasks::nothing)).isNull();
    assertThat(pool.apply(E2eTasks::longs, 3)).containsExactly(0L, 1L, 2L);
    assertThat(pool.apply(E2eTasks::points, new E2eTasks.Point(1, 2)).get("moved"))
        .isEqualTo(new E2eTasks.Point(2, 3));
    assertThat(pool.map(E2eTasks::square, List.of(0L, 1L, 2L, 3L))).containsExactly(0L, 1L, 4L, 9L);
    assertThat(pool.map(E2eTasks::square, List.<Long>of())).isEmpty();
    assertThat(pool.starmap(E2eTasks::sum, List.of(Args3.of(1, 2, 3), Args3.of(4, 5, 6))))
        .containsExactly(6, 15);
    assertThat(pool.apply(String::length, "four")).isEqualTo(4);
    long factor = 3;
    String suffix = "!";
    assertThat(pool.apply((Long x) -> x * factor + suffix, 5L)).isEqualTo("15!");
  }

  @Test
  void mapsShouldKeepOrderWhateverTheChunk() {
    open();
    List<Long> inputs = LongStream.range(0, 2_000).boxed().toList();
    List<Long> squares = inputs.stream().map(x -> x * x).toList();
    assertThat(pool.map(E2eTasks::slowWhenEven, inputs)).isEqualTo(squares);
    assertThat(pool.map(E2eTasks::slowWhenEven, inputs, 1)).isEqualTo(squares);
    assertThat(pool.map(E2eTasks::slowWhenEven, inputs, 300)).isEqualTo(squares);
    assertThat(pool.map(E2eTasks::slowWhenEven, inputs, 1_000_000)).isEqualTo(squares);
  }

  @Test
  void imapShouldPullNoFurtherAheadThanAWindow() {
    open();
    AtomicLong pulled = new AtomicLong();
    ResultIterator<Long> results =
        pool.imap(E2eTasks::square, Stream.generate(pulled::getAndIncrement).iterator());
    for (long i = 0; i < 20_000; i++) {
      assertThat(results.next()).isEqualTo(i * i);
    }
    assertThat(pulled.get()).isLessThan(20_000 + 110_000);
    results.close();
  }

  @Test
  void imapUnorderedShouldGiveEachResultOnce() {
    open();
    Set<Long> seen = new HashSet<>();
    ResultIterator<Long> results =
        pool.imapUnordered(E2eTasks::slowWhenEven, LongStream.range(0, 5_000).iterator(), 7);
    results.forEachRemaining(each -> assertThat(seen.add(each)).isTrue());
    assertThat(seen).hasSize(5_000);
  }

  @Test
  void aFailingCallShouldThrowInItsPlaceAndSpareItsNeighbours() {
    open();
    ResultIterator<Integer> results =
        pool.imap((Integer x) -> E2eTasks.divide(100, x), List.of(1, 0, 2).iterator(), 3);
    assertThat(results.next()).isEqualTo(100);
    assertThatThrownBy(results::next).isInstanceOf(ArithmeticException.class);
    assertThat(results.next()).isEqualTo(50);
    assertThat(results.hasNext()).isFalse();
    assertThatThrownBy(() -> pool.map((Integer x) -> E2eTasks.divide(1, x), List.of(1, 0, 1), 3))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("/ by zero");
  }

  @Test
  void exceptionsShouldArriveAsWhatTheyWere() {
    open();
    assertThatThrownBy(() -> pool.apply(E2eTasks::divide, 1, 0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("/ by zero")
        .hasStackTraceContaining("E2eTasks.divide");
    assertThatThrownBy(() -> pool.apply(E2eTasks::checked))
        .isInstanceOf(RemoteTaskException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is gone")
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pool.apply(E2eTasks::unrebuildable))
        .isInstanceOf(RemoteTaskException.class)
        .hasMessageContaining("picky 12");
    assertThat(pool.apply(E2eTasks::square, 2L)).isEqualTo(4L);
  }

  @Test
  void whatCannotTravelShouldFailThatTaskAlone() {
    open();
    assertThatThrownBy(() -> pool.apply(E2eTasks::cannotTravel))
        .isInstanceOf(UnencodableException.class);
    AsyncResult<Long> wrong = pool.applyAsync(NamedTask.of(task("square"), Long.class), "text");
    assertThatThrownBy(wrong::get)
        .isInstanceOf(TaskRejectedException.class)
        .hasMessageContaining("argument 1 must be long");
    assertThatThrownBy(() -> pool.apply(NamedTask.of(task("sum"), Long.class), 1))
        .isInstanceOf(TaskRejectedException.class)
        .hasMessageContaining("takes 3 arguments, got 1");
    assertThatThrownBy(() -> pool.apply(NamedTask.of(task("noSuch"), Long.class), 1))
        .isInstanceOf(TaskRejectedException.class)
        .hasMessageContaining("has no method noSuch");
    assertThatThrownBy(() -> pool.apply(NamedTask.of("no.such.Type::x", Long.class), 1))
        .isInstanceOf(TaskRejectedException.class)
        .hasMessageContaining("no class no.such.Type");
    assertThatThrownBy(() -> pool.apply(E2eTasks::large, 16 * 1024 * 1024))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("limit");
    assertThat(pool.apply(E2eTasks::large, 10_000_000)).hasSize(10_000_000);
    assertThat(pool.apply(E2eTasks::length, "x".repeat(10_000_000))).isEqualTo(10_000_000);
    assertThat(
            pool.apply(
                NamedTask.<JsonText, JsonText>of(task("square"), JsonText.class),
                new JsonText(" 9 ")))
        .isEqualTo(new JsonText("81"));
  }

  @Test
  void aTaskThatKillsItsProcessShouldEndAloneAndNameTheCause() {
    open();
    List<AsyncResult<Long>> neighbours = new ArrayList<>();
    for (long i = 0; i < 500; i++) {
      neighbours.add(pool.applyAsync(E2eTasks::square, i));
    }
    AsyncResult<Integer> exits = pool.applyAsync(E2eTasks::exit, 3);
    AsyncResult<Integer> hoards = pool.applyAsync(E2eTasks::exhaustMemory);
    AsyncResult<Integer> killed = pool.applyAsync(E2eTasks::dieBySignal, "KILL");
    for (long i = 500; i < 1_000; i++) {
      neighbours.add(pool.applyAsync(E2eTasks::square, i));
    }
    assertThatThrownBy(exits::get)
        .isInstanceOfSatisfying(
            WorkerDiedException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(3);
              assertThat(e.deaths()).hasSize(RetryPolicy.DEFAULT_CRASH_ATTEMPTS);
            })
        .hasMessageContaining("exit code 3");
    assertThatThrownBy(hoards::get)
        .isInstanceOf(WorkerDiedException.class)
        .hasMessageContaining("out of memory");
    assertThatThrownBy(killed::get)
        .isInstanceOfSatisfying(WorkerDiedException.class, e -> assertThat(e.signal()).isEqualTo(9))
        .hasMessageContaining("SIGKILL");
    for (int i = 0; i < neighbours.size(); i++) {
      assertThat(neighbours.get(i).get()).isEqualTo((long) i * i);
    }
  }

  @Test
  void aPoisonedChunkShouldLoseOnlyThePoison() {
    open();
    ResultIterator<Integer> results =
        pool.imap(
            (Integer x) -> x == 5 ? E2eTasks.exit(9) : x,
            List.of(1, 2, 3, 4, 5, 6, 7, 8).iterator(),
            8);
    for (int expected = 1; expected <= 4; expected++) {
      assertThat(results.next()).isEqualTo(expected);
    }
    assertThatThrownBy(results::next)
        .isInstanceOfSatisfying(WorkerDiedException.class, e -> assertThat(e.deaths()).hasSize(3));
    for (int expected = 6; expected <= 8; expected++) {
      assertThat(results.next()).isEqualTo(expected);
    }
  }

  @Test
  void aTaskWhoseProcessDiesOnceShouldSucceedOnItsSecondAttempt() {
    open();
    assertThat(pool.apply(E2eTasks::dieOnce, folder.resolve("once").toString()))
        .isEqualTo("survived");
    open(builder().processes(1).retry(RetryPolicy.builder().crashAttempts(1).build()));
    assertThatThrownBy(() -> pool.apply(E2eTasks::dieOnce, folder.resolve("other").toString()))
        .isInstanceOfSatisfying(WorkerDiedException.class, e -> assertThat(e.deaths()).hasSize(1));
  }

  @Test
  void initializerShouldRunOnceInEachProcessAndItsFailureShouldFailThePool() {
    open(builder().processes(1).initializer(E2eTasks::prepare));
    long pid = pool.apply(E2eTasks::pid);
    assertThat(pool.apply(E2eTasks::prepared)).isEqualTo("prepared in " + pid);
    pool.terminate();
    open(builder().processes(2).initializer(E2eTasks::prepareBadly));
    Pool failing = pool;
    assertThatThrownBy(
            () -> {
              while (true) {
                failing.apply(E2eTasks::square, 1L);
              }
            })
        .isInstanceOf(PoolTerminatedException.class)
        .hasMessageContaining("no such device")
        .hasRootCauseInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void maxTasksPerChildShouldGiveFreshProcesses() {
    open(builder().processes(1).maxTasksPerChild(2));
    List<Long> pids = pool.map((Integer x) -> E2eTasks.pid(), List.of(1, 2, 3, 4, 5, 6), 6);
    assertThat(new HashSet<>(pids)).hasSize(3);
    assertThat(pids.get(0)).isEqualTo(pids.get(1)).isNotEqualTo(pids.get(2));
  }

  @Test
  void outputOfTasksShouldReachTheProducer() {
    Queue<OutputLine> lines = new ConcurrentLinkedQueue<>();
    open(builder().processes(1).onOutput(lines::add));
    long pid = pool.apply(E2eTasks::pid);
    pool.apply(E2eTasks::print, "hello é");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(lines)
                    .extracting(OutputLine::pid, OutputLine::stream, OutputLine::text)
                    .contains(
                        tuple(pid, OutputLine.Stream.OUT, "hello é"),
                        tuple(pid, OutputLine.Stream.ERR, "hello é on stderr")));
  }

  @Test
  void childrenShouldNotInheritWarrensOwnSettings() {
    open();
    assertThat(pool.apply(E2eTasks::environment))
        .isNotEmpty()
        .filteredOn(name -> name.startsWith("WARREN_"))
        .isSubsetOf("WARREN_DOORWAY", "WARREN_COMMAND_ID");
  }

  @Test
  void closeShouldFinishWhatWasSubmittedAndRefuseMore() throws Exception {
    open();
    List<AsyncResult<Long>> results = new ArrayList<>();
    for (long i = 0; i < 1_000; i++) {
      results.add(pool.applyAsync(E2eTasks::square, i));
    }
    assertThatThrownBy(pool::join).isInstanceOf(IllegalStateException.class);
    pool.close();
    pool.close();
    assertThatThrownBy(() -> pool.applyAsync(E2eTasks::square, 1L))
        .isInstanceOf(IllegalStateException.class);
    pool.join();
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .noneMatch(name -> name.equals("warren-dispatcher") || name.startsWith("warren-slot"));
    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i).isReady()).isTrue();
      assertThat(results.get(i).isSuccessful()).isTrue();
      assertThat(results.get(i).get(Duration.ZERO)).isEqualTo((long) i * i);
    }
    pool.join();
  }

  @Test
  void callbacksShouldRunOnOneThreadBeforeJoinReturns() {
    open();
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    Set<Thread> threads = java.util.Collections.synchronizedSet(new HashSet<>());
    pool.applyAsync(E2eTasks::square, 3L)
        .onSuccess(
            value -> {
              threads.add(Thread.currentThread());
              heard.add("got " + value);
            })
        .onSuccess(
            value -> {
              throw new IllegalStateException("a callback that throws, on purpose");
            });
    pool.applyAsync(E2eTasks::divide, 1, 0)
        .onFailure(
            thrown -> {
              threads.add(Thread.currentThread());
              heard.add("failed " + thrown.getMessage());
            });
    pool.close();
    pool.join();
    assertThat(heard).containsExactlyInAnyOrder("got 9", "failed / by zero");
    assertThat(threads).hasSize(1);
  }

  @Test
  void terminateShouldEndEveryPendingGet() throws Exception {
    open();
    Path mark = folder.resolve("mark");
    List<AsyncResult<Integer>> hanging = new ArrayList<>();
    hanging.add(pool.applyAsync(E2eTasks::markAndHang, mark.toString()));
    for (int i = 0; i < 50; i++) {
      hanging.add(pool.applyAsync(E2eTasks::markAndHang, folder.resolve("m" + i).toString()));
    }
    AsyncResult<List<Integer>> map =
        pool.mapAsync(E2eTasks::markAndHang, List.of(mark + "a", mark + "b"));
    CountDownLatch waiting = new CountDownLatch(1);
    Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    Thread waiter =
        new Thread(
            () -> {
              waiting.countDown();
              try {
                hanging.get(50).get();
              } catch (RuntimeException e) {
                thrown.add(e);
              }
            });
    waiter.start();
    assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
    await().atMost(SOON).until(() -> Files.exists(mark));
    assertThatThrownBy(() -> hanging.get(0).get(Duration.ofMillis(10)))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> hanging.get(0).isSuccessful())
        .isInstanceOf(IllegalStateException.class);
    pool.terminate();
    for (AsyncResult<Integer> each : hanging) {
      assertThatThrownBy(() -> each.get(SOON)).isInstanceOf(PoolTerminatedException.class);
    }
    assertThatThrownBy(() -> map.get(SOON)).isInstanceOf(PoolTerminatedException.class);
    waiter.join(SOON.toMillis());
    assertThat(thrown).hasSize(1).first().isInstanceOf(PoolTerminatedException.class);
    pool.join();
    assertThatThrownBy(() -> pool.applyAsync(E2eTasks::square, 1L))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String task(String method) {
    return E2eTasks.class.getName() + "::" + method;
  }
}
