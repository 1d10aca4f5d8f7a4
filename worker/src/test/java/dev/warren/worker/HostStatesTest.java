package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.Signer;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Attempt;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Ending;
import dev.warren.task.Failure;
import dev.warren.task.Outcome;
import dev.warren.task.StateDiagram;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.transport.Message;
import dev.warren.worker.child.RunResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random events over the real classes that see a delivery through a worker host: children that die
 * anywhere, calls that are cancelled, connections that are lost. Whatever happens, a call takes
 * only such steps as {@code docs/task-states.md} has, has exactly one outcome from this host, and
 * is acknowledged when the broker has all of them and not before.
 */
@Timeout(120)
class HostStatesTest {

  private static final int RUNS = 2_000;
  private static final int MOST_CALLS = 8;
  private static final int NONE = -1;

  private final Set<String> taken = new TreeSet<>();

  @Test
  void callsTakeTheStepsOfTheDiagramAndNoOthers() throws Exception {
    for (int seed = 0; seed < RUNS; seed++) {
      new Run(seed).toTheEnd();
    }

    assertThat(taken).containsExactlyElementsOf(StateDiagram.transitions("host"));
  }

  /** One delivery, from its arrival to its acknowledgement. */
  private final class Run {

    private final int seed;
    private final Random random;
    private final Batch batch;
    private final String[] states;
    private final FakeDelivery delivery = new FakeDelivery("replies");
    private final Outbox outbox = new Outbox(reason -> {}, queue -> {});
    private final FakePublisher publisher = new FakePublisher();
    private final Answer answer =
        new Answer(delivery, outbox, outcomes -> List.of(), "control", () -> {});
    private final DeliveryRun run;

    private final Set<Message> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Long> answered = new HashSet<>();
    private final Set<Long> returned = new HashSet<>();

    Run(int seed) {
      this.seed = seed;
      random = new Random(seed);
      CallWriter calls = new CallWriter();
      int size = 1 + random.nextInt(MOST_CALLS);
      for (int id = 0; id < size; id++) {
        calls.add(id);
      }
      RetryPolicy policy =
          RetryPolicy.builder()
              .attempts(1 + random.nextInt(3))
              .crashAttempts(1 + random.nextInt(3))
              .build();
      Terms terms = Terms.ofDefaults().withPolicy(policy);
      batch = calls.toBatch(9, TaskName.parse("a.B::c"), terms, new byte[0]);
      states = new String[size];
      Arrays.fill(states, "given");
      Retries retries = new Retries(answer, "tasks", Signer.of(""), new EventPost("host"), "host");
      run = new DeliveryRun(batch, answer, retries, "host", random.nextBoolean());
      outbox.up(publisher);
    }

    void toTheEnd() throws InterruptedException {
      happens();
      while (run.skipCancelled()) {
        look();
        run.advance(this::child, 1 + random.nextInt(batch.size()));
        happens();
      }
      answer.complete();
      look();
      assertThat(answered.size() + returned.size())
          .as("calls with an outcome or another attempt, seed %d", seed)
          .isEqualTo(batch.size());
      connectionIsLost();
      for (FakePublisher.Sent each = publisher.sent.poll();
          each != null;
          each = publisher.sent.poll()) {
        assertThat(delivery.acks()).as("acknowledged too early, seed %d", seed).isZero();
        confirm(each);
      }
      assertThat(delivery.acks()).as("acknowledged once, seed %d", seed).isEqualTo(1);
      for (int call = 0; call < states.length; call++) {
        step(call, "acknowledged");
      }
      assertThat(outbox.isEmpty()).isTrue();
    }

    /** What may happen between two children. */
    private void happens() {
      for (int i = random.nextInt(3); i > 0; i--) {
        switch (random.nextInt(4)) {
          case 0 -> run.cancel(random.nextInt(2 * MOST_CALLS), random.nextBoolean());
          case 1 -> connectionIsLost();
          default -> confirmOne();
        }
      }
      look();
    }

    private void connectionIsLost() {
      outbox.down();
      publisher.sent.forEach(each -> each.receipt().lost());
      look();
      publisher.sent.clear();
      outbox.up(publisher);
    }

    private void confirmOne() {
      look();
      FakePublisher.Sent next = publisher.sent.poll();
      if (next != null) {
        confirm(next);
        assertThat(delivery.acks()).as("not at its end, seed %d", seed).isZero();
      }
    }

    private void confirm(FakePublisher.Sent sent) {
      if (random.nextInt(8) == 0) {
        sent.receipt().unroutable();
      } else {
        sent.receipt().confirmed();
      }
    }

    /** A child that gets as far as chance has it, and dies there or later or not at all. */
    private RunResult child(Batch part, int attempt, Results sink) {
      int size = part.size();
      int finished = random.nextBoolean() ? size : random.nextInt(size + 1);
      int running = finished == size || random.nextInt(4) == 0 ? NONE : between(finished, size);
      for (int call = 0; call < Math.max(finished, running + 1); call++) {
        step(part.taskId(call), "running");
      }
      int failed = finished > 0 && random.nextInt(3) == 0 ? random.nextInt(finished) : NONE;
      if (failed != NONE) {
        sink.again(failure(part, failed));
        look();
      }
      OutcomeWriter others = outcomes(part, finished, failed);
      if (others.count() > 0) {
        sink.outcomes(others.take(part.id()));
        look();
      }
      if (finished == size && random.nextInt(4) > 0) {
        return new RunResult(finished, NONE, Optional.empty());
      }
      for (int call = finished; call <= running; call++) {
        step(part.taskId(call), "given"); // Until it is answered below, or begins again.
      }
      boolean killed =
          running != NONE
              && Boolean.TRUE.equals(run.cancelled().get(part.taskId(running)))
              && random.nextBoolean();
      boolean late = running != NONE && !killed && random.nextInt(4) == 0;
      Optional<Duration> limit = late ? Optional.of(Duration.ofSeconds(1)) : Optional.empty();
      Death death = new Death("host", 42, 137, "", List.of());
      return new RunResult(finished, running, Optional.of(death), killed, limit);
    }

    private int between(int from, int to) {
      return from + random.nextInt(to - from);
    }

    /** What a child says of a call that has failed and may be tried again. */
    private byte[] failure(Batch part, int call) {
      Failure failure = new Failure("a.Failure", "", List.of(), null);
      Terms terms = part.terms();
      Attempt ended =
          new Attempt(
              terms.attempt(), Instant.EPOCH, Duration.ZERO, "host", 42, Ending.Failed.of(failure));
      OutcomeWriter outcome = new OutcomeWriter("host", 42);
      outcome.after(terms.after(ended).history());
      outcome.startedAt(Instant.EPOCH);
      outcome.add(new Outcome.Failed(part.taskId(call), failure), 500);
      return outcome.take(part.id());
    }

    private OutcomeWriter outcomes(Batch part, int count, int failed) {
      OutcomeWriter outcomes = new OutcomeWriter("host", 42);
      byte[] one = "1".getBytes(StandardCharsets.US_ASCII);
      for (int call = 0; call < count; call++) {
        if (call == failed) {
          continue;
        }
        long id = part.taskId(call);
        boolean skipped = run.cancelled().containsKey(id) && random.nextBoolean();
        outcomes.add(
            skipped ? new Outcome.Cancelled(id, false) : new Outcome.Succeeded(id, one), 500);
      }
      return outcomes;
    }

    /** Notes what was answered since the last look. */
    private void look() {
      for (FakePublisher.Sent each : new ArrayList<>(publisher.sent)) {
        if (seen.add(each.message())) {
          if (each.message().queue().equals("tasks")) {
            returned.add(step(BatchCodec.decode(each.message().body()).taskId(0), "returned"));
            continue;
          }
          for (Outcome outcome : OutcomeReader.read(each.message().body()).outcomes()) {
            assertThat(answered.add(outcome.id()))
                .as("the only outcome of %d, seed %d", outcome.id(), seed)
                .isTrue();
            step(outcome.id(), "answered");
            returned.remove(outcome.id());
          }
        }
      }
    }

    private long step(long id, String next) {
      int call = (int) id;
      taken.add(StateDiagram.transition(states[call], next));
      states[call] = next;
      return id;
    }
  }
}
