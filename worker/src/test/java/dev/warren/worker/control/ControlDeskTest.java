package dev.warren.worker.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.ControlCodec;
import dev.warren.codec.Signer;
import dev.warren.task.ControlAnswer;
import dev.warren.task.ControlOrder;
import dev.warren.task.ControlOrder.Action;
import dev.warren.task.HostReport;
import dev.warren.task.HostState;
import dev.warren.transport.Message;
import dev.warren.worker.FakeDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ControlDeskTest {

  private static final String KEY = "0123456789abcdef";
  private static final String CONTROL = "warren.control.h.1";
  private static final String OPERATOR = "warren.operator.o";

  /** What has happened, in order. */
  private final List<String> events = new CopyOnWriteArrayList<>();

  private final List<Message> sent = new CopyOnWriteArrayList<>();
  private final Signer signer = Signer.of(KEY);
  private final ControlDesk desk = new ControlDesk("h", new Host(), signer);

  private final class Host implements ControlledHost {

    @Override
    public HostReport report() {
      return new HostReport(
          HostState.IDLE, Instant.EPOCH, "", 2, 0, 0, 0, 0, Duration.ofMinutes(1));
    }

    @Override
    public void scale(int slots) {
      if (slots > 8) {
        throw new IllegalArgumentException("no memory");
      }
      events.add("scale " + slots);
    }

    @Override
    public void drain() {
      events.add("drain");
    }

    @Override
    public void stop() {
      events.add("stop");
    }
  }

  @BeforeEach
  void connect() {
    desk.up(
        CONTROL,
        (message, receipt) -> {
          sent.add(message);
          events.add("answer");
          receipt.confirmed();
        });
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static FakeDelivery delivery(String replyTo, byte[] body, byte[] signature) {
    return new FakeDelivery(replyTo) {
      @Override
      public byte[] body() {
        return body;
      }

      @Override
      public byte[] signature() {
        return signature;
      }
    };
  }

  private FakeDelivery tell(ControlOrder order, String replyTo, String key) {
    byte[] body = ControlCodec.encode(order);
    FakeDelivery delivery = delivery(replyTo, body, Signer.of(key).sign(replyTo, body));
    assertThat(desk.take(delivery)).isTrue();
    await().until(() -> delivery.acks() == 1);
    return delivery;
  }

  private void tell(String id, Action action, int slots) {
    tell(new ControlOrder(id, CONTROL, action, slots), OPERATOR, KEY);
  }

  private ControlAnswer answer() {
    await().until(() -> !sent.isEmpty());
    Message message = sent.remove(0);
    assertThat(message.queue()).isEqualTo(OPERATOR);
    assertThat(signer.accepts(OPERATOR, message.body(), message.signature())).isTrue();
    return ControlCodec.decodeAnswer(message.body());
  }

  @Test
  void aQuestionShouldBeAnswered() {
    tell("o1", Action.REPORT, 0);

    ControlAnswer answer = answer();
    assertThat(answer.order()).isEqualTo("o1");
    assertThat(answer.refusal()).isEmpty();
    assertThat(answer.report().orElseThrow().slots()).isEqualTo(2);
  }

  @Test
  void anOrderShouldBeCarriedOutOrRefusedWithTheReason() {
    tell("o1", Action.SCALE, 8);
    assertThat(answer().refusal()).isEmpty();
    tell("o2", Action.SCALE, 9);
    assertThat(answer().refusal()).isEqualTo("no memory");
    tell("o3", Action.DRAIN, 0);
    assertThat(answer().refusal()).isEmpty();
    assertThat(events).containsExactly("scale 8", "answer", "answer", "drain", "answer");
  }

  @Test
  void aHostShouldAnswerBeforeItStops() {
    tell("o1", Action.STOP, 0);

    await().until(() -> events.size() == 2);
    assertThat(events).containsExactly("answer", "stop");
  }

  @Test
  void whatIsNotSignedShouldBeRefusedAndToldNothing() {
    tell(new ControlOrder("o1", CONTROL, Action.STOP, 0), OPERATOR, "another key than its");

    ControlAnswer answer = answer();
    assertThat(answer.refusal()).contains("the signature is missing or wrong");
    assertThat(answer.report()).isEmpty();
    assertThat(events).containsExactly("answer");
  }

  @Test
  void anOrderShouldBeCarriedOutOnceAndOnlyOnTheConnectionThatItIsFor() {
    tell("o1", Action.SCALE, 3);
    tell("o1", Action.SCALE, 3);
    tell(new ControlOrder("o2", "warren.control.h.0", Action.SCALE, 4), OPERATOR, KEY);
    tell("o3", Action.SCALE, 5);

    await().until(() -> events.contains("scale 5"));
    assertThat(events).doesNotContain("scale 4").containsOnlyOnce("scale 3");
  }

  @Test
  void nothingShouldBeSentToWhatIsNoOperator() {
    tell(new ControlOrder("o1", CONTROL, Action.REPORT, 0), "warren.tasks.default", KEY);
    desk.down();
    tell("o2", Action.SCALE, 3);
    connect();
    tell("o3", Action.REPORT, 0);

    assertThat(answer().order()).isEqualTo("o3");
    assertThat(events).containsExactly("answer");
  }

  @Test
  void whatIsNotAnOperatorsShouldBeLeftToOthers() {
    byte[] other = "{\"v\":3}\n".getBytes(StandardCharsets.UTF_8);
    assertThat(desk.take(delivery(OPERATOR, other, new byte[0]))).isFalse();
  }

  @Test
  void whatIsNoOrderShouldHarmNobody() {
    byte[] broken = "control nothing\n".getBytes(StandardCharsets.UTF_8);
    assertThat(desk.take(delivery(OPERATOR, broken, new byte[0]))).isTrue();

    tell("o1", Action.REPORT, 0);

    assertThat(answer().order()).isEqualTo("o1");
  }
}
