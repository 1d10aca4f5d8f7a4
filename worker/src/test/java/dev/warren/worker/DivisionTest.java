package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.BatchCodec;
import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeReader;
import dev.warren.codec.Signer;
import dev.warren.task.Batch;
import dev.warren.task.Outcome;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.transport.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {

  private static final Signer SIGNER = Signer.of("0123456789abcdef");

  private final FakeDelivery delivery = new FakeDelivery("replies");
  private final FakePublisher publisher = new FakePublisher();
  private final Outbox outbox = new Outbox(reason -> {}, queue -> {});
  private final Answer answer =
      new Answer(delivery, outbox, outcomes -> List.of(), "control", () -> {});
  private final Division division = new Division("tasks", "far", SIGNER);

  private static Batch batch(int size) {
    CallWriter calls = new CallWriter();
    for (int id = 0; id < size; id++) {
      calls.add(id);
    }
    return calls.toBatch(9, TaskName.parse("a.B::c"), Terms.ofDefaults(), new byte[0]);
  }

  @BeforeEach
  void connect() {
    outbox.up(publisher);
  }

  @Test
  void aBatchRunsThatHasCostFewHosts() {
    assertThat(division.takes(batch(2), 9, answer)).isFalse();
    assertThat(division.takes(batch(1), 99, answer)).isFalse();
    assertThat(publisher.sent).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 15, 16, 17, 8192})
  void aBatchGoesBackInPartsWithEachCallOnce(int size) {
    assertThat(division.takes(batch(size), 10, answer)).isTrue();

    List<Long> ids = new ArrayList<>();
    List<FakePublisher.Sent> parts = List.copyOf(publisher.sent);
    for (FakePublisher.Sent each : parts) {
      Message message = each.message();
      assertThat(message.queue()).isEqualTo("tasks");
      assertThat(message.replyTo()).isEqualTo("replies");
      assertThat(SIGNER.accepts("replies", message.body(), message.signature())).isTrue();
      Batch part = BatchCodec.decode(message.body());
      assertThat(part.id()).isEqualTo(9);
      IntStream.range(0, part.size()).forEach(call -> ids.add(part.taskId(call)));
    }
    assertThat(parts).hasSizeBetween(2, 16);
    assertThat(ids).isEqualTo(LongStream.range(0, size).boxed().toList());
    assertThat(delivery.acks()).isZero();
    parts.forEach(each -> each.receipt().confirmed());
    assertThat(delivery.acks()).isEqualTo(1);
  }

  @Test
  void aCallThatIsAloneComesToItsEnd() {
    assertThat(division.takes(batch(1), 100, answer)).isTrue();

    Message message = publisher.next().message();
    assertThat(message.queue()).isEqualTo("replies");
    Outcome outcome = OutcomeReader.read(message.body()).outcomes().get(0);
    assertThat(outcome).isInstanceOf(Outcome.WorkerDied.class);
    assertThat(((Outcome.WorkerDied) outcome).deaths().get(0).reason()).contains("100 worker");
  }
}
