package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.OutcomeWriter;
import dev.warren.codec.Signer;
import dev.warren.retry.RetryPolicy;
import dev.warren.task.Batch;
import dev.warren.task.Death;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.worker.child.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

/** A delivery that runs on children which do as they are told, and what is answered. */
abstract class DeliveryRunFixture {

  static final int NONE = -1;

  final Outbox outbox = new Outbox(reason -> {}, queue -> {});
  final FakePublisher publisher = new FakePublisher();
  final Answer answer =
      new Answer(new FakeDelivery("replies"), outbox, outcomes -> List.of(), "control", () -> {});
  final EventPost events = new EventPost("host");
  final Retries retries = new Retries(answer, "tasks", Signer.of(""), events, "host");

  /** What each run was given, by task id. */
  final List<List<Long>> ran = new ArrayList<>();

  @BeforeEach
  void connect() {
    outbox.up(publisher);
  }

  static Batch batch(int size, int crashAttempts) {
    CallWriter calls = new CallWriter();
    for (int id = 0; id < size; id++) {
      calls.add(id);
    }
    return calls.toBatch(
        9,
        TaskName.parse("a.B::c"),
        Terms.ofDefaults().withPolicy(RetryPolicy.builder().crashAttempts(crashAttempts).build()),
        new byte[0]);
  }

  static Death death(String line) {
    return new Death("host", 42, 137, "", List.of(line));
  }

  DeliveryRun run(int size, int crashAttempts) {
    return new DeliveryRun(batch(size, crashAttempts), answer, retries, "host", false);
  }

  RunResult answered(Batch batch, Results sink, int finished) {
    List<Long> ids = new ArrayList<>();
    OutcomeWriter outcomes = new OutcomeWriter("host", 42);
    for (int call = 0; call < batch.size(); call++) {
      ids.add(batch.taskId(call));
      if (call < finished) {
        byte[] one = "1".getBytes(StandardCharsets.US_ASCII);
        outcomes.add(new Outcome.Succeeded(batch.taskId(call), one));
      }
    }
    ran.add(ids);
    if (finished > 0) {
      sink.outcomes(outcomes.take(batch.id()));
    }
    return new RunResult(finished, NONE, Optional.empty());
  }

  /** A child that finishes everything. */
  RunResult finish(Batch batch, int attempt, Results sink) {
    return answered(batch, sink, batch.size());
  }

  /** A child that dies after so many outcomes, while it runs that call. */
  DeliveryRun.Runner dies(int finished, int running) {
    return (batch, attempt, sink) -> {
      answered(batch, sink, finished);
      return new RunResult(finished, running, Optional.of(death("last words")));
    };
  }

  /** All outcomes that were sent, by task id; fails if one has two. */
  Map<Long, String> outcomes() {
    Map<Long, String> kinds = new TreeMap<>();
    for (FakePublisher.Sent each : publisher.sent) {
      OutcomeGroup group = OutcomeReader.read(each.message().body());
      assertThat(group.batch()).isEqualTo(9);
      for (Outcome outcome : group.outcomes()) {
        String kind = outcome.getClass().getSimpleName();
        if (outcome instanceof Outcome.WorkerDied died) {
          kind += " " + died.deaths().size();
        } else if (outcome instanceof Outcome.Cancelled cancelled) {
          kind += " " + cancelled.begun();
        } else if (outcome instanceof Outcome.TimedOut late) {
          kind += " " + late.limit();
        }
        assertThat(kinds.put(outcome.id(), kind)).isNull();
      }
    }
    return kinds;
  }
}
