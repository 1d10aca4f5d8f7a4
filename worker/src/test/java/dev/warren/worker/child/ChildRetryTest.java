package dev.warren.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Ending;
import dev.warren.task.Outcome;
import dev.warren.task.Task;
import dev.warren.task.TaskContext;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts in children that are real processes. */
@Timeout(60)
class ChildRetryTest {

  private static final long MIB = 1 << 20;

  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final Heard heard = new Heard(outcomes::addAll);
  private Child child;
  private long heap;

  @Task
  static int succeedAt(int last) {
    int attempt = TaskContext.current().attempt();
    if (attempt < last) {
      throw new IllegalStateException("attempt " + attempt);
    }
    return attempt;
  }

  @Task
  static int hold(int bytes) {
    return new byte[bytes].length;
  }

  private static ChildSettings settings() {
    return new ChildSettings(
        "host",
        System.getProperty("java.class.path"),
        List.of("-Xmx64m"),
        true,
        Optional.empty(),
        line -> {});
  }

  private void start(ChildSettings settings) throws InterruptedException {
    child = Child.spawn(settings);
    heap = child.awaitReady();
  }

  @AfterEach
  void stop() {
    child.kill("");
  }

  private RunResult run(Terms terms, String method, Object... arguments)
      throws InterruptedException {
    CallWriter calls = new CallWriter();
    for (int i = 0; i < arguments.length; i++) {
      calls.add(i, arguments[i]);
    }
    TaskName name = new TaskName(ChildRetryTest.class.getName(), method, "");
    Batch batch = calls.toBatch(9, name, terms, new byte[0]);
    return child.run(batch, terms.attempt(), heard);
  }

  @Test
  void aCallThatIsToBeTriedAgainIsFinishedHere() throws Exception {
    start(settings());
    Terms terms = Terms.ofDefaults().withPolicy(RetryPolicy.builder().attempts(2).build());

    RunResult result = run(terms, "succeedAt", 1, 2, 1);

    assertThat(result.finished()).isEqualTo(3);
    assertThat(outcomes).extracting(Outcome::id).containsExactly(0L, 2L);
    assertThat(heard.again).hasSize(1);
    Attempt ended = heard.again.get(0).history().get(0);
    assertThat(ended.pid()).isEqualTo(child.pid());
    assertThat(ended.ending())
        .isEqualTo(new Ending.Failed("java.lang.IllegalStateException", "attempt 1"));

    run(terms.after(ended), "succeedAt", 2);

    assertThat(outcomes).hasSize(3);
    assertThat(heard.again).hasSize(1);
  }

  @Test
  void aLargerHeapHoldsWhatTheUsualOneCouldNot() throws Exception {
    int bytes = (int) (100 * MIB);
    start(settings());
    assertThat(heap).isBetween(50 * MIB, 64 * MIB);

    RunResult first = run(Terms.ofDefaults(), "hold", bytes);
    assertThat(first.death().orElseThrow().ranOutOfMemory()).isTrue();

    start(settings().withHeap(4 * heap));
    assertThat(heap).isGreaterThan(200 * MIB);
    RunResult second = run(Terms.ofDefaults(), "hold", bytes);

    assertThat(second.death()).isEmpty();
    assertThat(outcomes).hasSize(1);
  }
}
