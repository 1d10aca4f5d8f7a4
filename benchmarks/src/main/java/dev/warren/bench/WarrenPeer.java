package dev.warren.bench;

import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.PoolBuilder;
import dev.warren.pool.ResultIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Warren as a peer: with {@code BENCH_BROKER} on that broker, without it on the embedded one. */
final class WarrenPeer {

  private static final int PAYLOAD = 100_000;

  private final Pool pool;
  private final int count;

  private WarrenPeer(Pool pool, int count) {
    this.pool = pool;
    this.count = count;
  }

  /** Arguments: the work and the number of tasks. */
  public static void main(String[] args) {
    Work work = Work.valueOf(args[0].toUpperCase(Locale.ROOT));
    String broker = System.getenv("BENCH_BROKER");
    PoolBuilder settings = Pool.builder().processes(2);
    if (broker != null) {
      settings.broker(broker);
    }
    double seconds;
    try (Pool pool = settings.open()) {
      WarrenPeer peer = new WarrenPeer(pool, Integer.parseInt(args[1]));
      if (work != Work.START) {
        pool.map(BenchTasks::square, LongStream.range(0, 1_000).boxed().toList());
      }
      long start = System.nanoTime();
      peer.run(work);
      seconds = (System.nanoTime() - start) / 1e9;
      end(pool);
    }
    System.out.println(seconds);
  }

  private static void end(Pool pool) {
    pool.close();
    pool.join();
  }

  private void run(Work work) {
    switch (work) {
      case APPLY -> apply();
      case MAP -> areSquares(pool.map(BenchTasks::square, inputs()).iterator());
      case STREAM -> stream();
      case CPU1 -> spin(Collections.nCopies(count, 1_000L));
      case CPU10 -> spin(Collections.nCopies(count, 10_000L));
      case TAIL -> spin(Work.tailMicros().limit(count).boxed().toList());
      case PAYLOAD -> payload();
      case LONE, START -> lone();
      case COMMANDS -> throw new IllegalArgumentException("warren parallel does that");
    }
  }

  private List<Long> inputs() {
    return LongStream.range(0, count).boxed().toList();
  }

  private void areSquares(Iterator<Long> results) {
    for (long i = 0; i < count; i++) {
      check(results.next() == i * i);
    }
    check(!results.hasNext());
  }

  private void apply() {
    List<AsyncResult<Long>> handles = new ArrayList<>(count);
    for (long i = 0; i < count; i++) {
      handles.add(pool.applyAsync(BenchTasks::square, i));
    }
    areSquares(handles.stream().map(AsyncResult::get).iterator());
  }

  private void stream() {
    Iterator<Long> inputs = LongStream.range(0, count).iterator();
    try (ResultIterator<Long> results = pool.imap(BenchTasks::square, inputs)) {
      areSquares(results);
    }
  }

  private void spin(List<Long> micros) {
    check(pool.map(BenchTasks::spin, micros).equals(micros));
  }

  private void payload() {
    String text = "x".repeat(PAYLOAD);
    List<String> results = pool.map(BenchTasks::echo, Collections.nCopies(count, text));
    check(results.size() == count && results.stream().allMatch(text::equals));
  }

  private void lone() {
    for (long i = 0; i < count; i++) {
      check(pool.apply(BenchTasks::square, i) == i * i);
    }
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalStateException("a result is wrong");
    }
  }
}
