package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.codec.UndecodableException;
import dev.warren.codec.ValueCodec;
import dev.warren.lambda.TaskRef;
import dev.warren.task.StateDiagram;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random events over the real classes of a pool, with a model of broker and worker hosts. Whatever
 * happens, a task is only ever in a state, and takes only such a step, as {@code
 * docs/task-states.md} has it; and its handle is completed once, and not left open.
 */
@Timeout(120)
class PoolStatesTest {

  private static final int RUNS = 200;
  private static final int EVENTS = 80;
  private static final int MOST_CALLS = 40;

  private static final TaskRef TASK =
      new TaskRef(TaskName.parse("a.B::echo"), ValueCodec.of(Integer.class));

  private final Set<String> taken = new TreeSet<>();

  /** A task and its handle; counts how often it was told an outcome. */
  private static final class Submitted implements Pending {

    private final int argument;
    private final Handle<Integer> handle = new Handle<>(new Callbacks());
    private final AtomicInteger completions = new AtomicInteger();
    private final AtomicInteger conclusions = new AtomicInteger();
    private String state = "waiting";

    Submitted(int argument) {
      this.argument = argument;
      handle.whenDone(how -> conclusions.incrementAndGet());
      handle.onCancel(
          kill -> handle.flight().ifPresent(it -> it.cancel(handle.taskId().getAsLong(), kill)));
    }

    @Override
    public void complete(Conclusion conclusion) {
      completions.incrementAndGet();
      handle.complete(conclusion);
    }

    @Override
    public boolean isCancelled() {
      return handle.isCancelled();
    }

    @Override
    public void joined(Flight flight, long taskId) {
      handle.joined(flight, taskId);
    }

    @Override
    public void settled(boolean neverRan) {
      handle.settled(neverRan);
    }

    @Override
    public String toString() {
      return argument + " " + state;
    }

    String look() {
      if (!handle.isReady()) {
        return handle.taskId().isPresent() ? "sent" : "waiting";
      }
      try {
        assertThat(handle.get()).as("the result of %d", argument).isEqualTo(argument);
        return "succeeded";
      } catch (CancellationException e) {
        return "cancelled";
      } catch (WorkerDiedException e) {
        return "died";
      } catch (TaskTimeoutException e) {
        return "timedout";
      } catch (TaskExpiredException e) {
        return "expired";
      } catch (TaskLostException e) {
        return "lost";
      } catch (TaskRejectedException e) {
        return "rejected";
      } catch (UndecodableException e) {
        return "unreadable";
      } catch (PoolTerminatedException e) {
        return "terminated";
      } catch (IllegalStateException e) {
        return "failed";
      }
    }
  }

  @Test
  void tasksTakeTheStepsOfTheDiagramAndNoOthers() {
    long duplicates = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      duplicates += run(seed);
    }

    assertThat(taken).containsExactlyElementsOf(StateDiagram.transitions("pool"));
    assertThat(duplicates).as("outcomes that came twice").isPositive();
  }

  private long run(int seed) {
    Random random = new Random(seed);
    List<Submitted> calls = new ArrayList<>();
    try (ModelCluster cluster = new ModelCluster(random)) {
      for (int i = 0; i < EVENTS; i++) {
        boolean resent = happens(random, cluster, calls);
        settle(cluster, calls);
        calls.forEach(each -> note(each, resent));
      }
      if (random.nextInt(4) == 0) {
        cluster.poolEnds();
        Threads.until(() -> calls.stream().allMatch(it -> it.handle.isReady()));
        Threads.until(() -> cluster.dispatcher.flights().isEmpty());
      } else {
        finish(cluster, calls);
      }
      calls.forEach(each -> note(each, false));
      assertThat(calls)
          .as("handles of the run with seed %d", seed)
          .allSatisfy(
              each -> {
                assertThat(each.handle.isReady()).as("%d has ended", each.argument).isTrue();
                assertThat(each.conclusions).hasValue(1);
                assertThat(each.completions.get()).isBetween(each.handle.isCancelled() ? 0 : 1, 1);
              });
      assertThat(cluster.dispatcher.flights()).isEmpty();
      return cluster.duplicates();
    }
  }

  /** Has something happen; whether everything was sent again. */
  private static boolean happens(Random random, ModelCluster cluster, List<Submitted> calls) {
    switch (random.nextInt(19)) {
      case 0, 1, 2 -> submit(random, cluster, calls);
      case 3 -> cancel(random, calls);
      case 4, 5, 6 -> cluster.hostTakesABatch();
      case 7, 8 -> cluster.hostAnswers();
      case 9, 10 -> cluster.answerArrives();
      case 11 -> cluster.hostIsLost();
      case 12 -> cluster.messageIsDoubled();
      case 13 -> cluster.answerIsDoubled();
      case 14 -> cluster.strayAnswerArrives();
      case 15, 16 -> cluster.hostSendsACallBack();
      case 17 -> {
        if (random.nextInt(4) == 0) {
          cluster.flightIsLost();
        }
      }
      default -> {
        if (random.nextBoolean()) {
          cluster.queueIsEmptied();
        } else {
          cluster.connectionIsLost();
          return true;
        }
      }
    }
    return false;
  }

  private static void submit(Random random, ModelCluster cluster, List<Submitted> calls) {
    for (int i = random.nextInt(6); i >= 0 && calls.size() < MOST_CALLS; i--) {
      Submitted call = new Submitted(calls.size());
      calls.add(call);
      cluster.dispatcher.apply(TASK, Terms.ofDefaults(), call, CallWriter.encode(call.argument));
    }
  }

  private static void cancel(Random random, List<Submitted> calls) {
    if (!calls.isEmpty()) {
      calls.get(random.nextInt(calls.size())).handle.cancel(random.nextBoolean());
    }
  }

  /** Waits until the dispatcher has sent what there is room for. */
  private static void settle(ModelCluster cluster, List<Submitted> calls) {
    Threads.until(
        () ->
            cluster.isFull()
                || calls.stream()
                    .allMatch(it -> it.handle.isReady() || it.handle.taskId().isPresent()));
  }

  private void note(Submitted call, boolean resent) {
    if (call.state.equals("waiting") && call.handle.taskId().isPresent()) {
      take(call, "sent"); // However soon it has ended after that.
    }
    String now = call.look();
    if (!now.equals(call.state) || (resent && now.equals("sent"))) {
      take(call, now);
    }
  }

  private void take(Submitted call, String next) {
    taken.add(StateDiagram.transition(call.state, next));
    call.state = next;
  }

  /** Lets the pool close and come to its end. */
  private void finish(ModelCluster cluster, List<Submitted> calls) {
    cluster.dispatcher.close();
    Threads.until(
        () -> {
          cluster.goOn();
          calls.forEach(each -> note(each, false));
          return cluster.dispatcher.isDone();
        });
  }
}
