package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.codec.HostOrderCodec;
import dev.warren.codec.Signer;
import dev.warren.task.Batch;
import dev.warren.task.HostOrder;
import dev.warren.task.TaskName;
import dev.warren.task.Terms;
import dev.warren.transport.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private static final String KEY = "0123456789abcdef";

  private final FakePublisher publisher = new FakePublisher();
  private final EventPost post = new EventPost("far");

  /** What the two slots of the host are told, and whether they have it. */
  private final List<String> told = new ArrayList<>();

  private boolean firstHasIt;
  private boolean secondHasIt;

  private final List<Orders.Recipient> slots =
      List.of(
          (producer, task, kill) -> tell("first " + producer + task + kill, firstHasIt),
          (producer, task, kill) -> tell("second " + producer + task + kill, secondHasIt));

  private final Map<String, List<Long>> dropped = new HashMap<>();
  private final Orders orders =
      new Orders(
          slots,
          Signer.of(KEY),
          post,
          new Permits("far", post, new Deserted(() -> 0)),
          dropped::put);
  private final Batch batch = batch();

  private static Batch batch() {
    CallWriter calls = new CallWriter();
    for (int id = 0; id < 4; id++) {
      calls.add(id);
    }
    return calls.toBatch(9, TaskName.parse("a.B::c"), Terms.ofDefaults(), new byte[0]);
  }

  private boolean tell(String what, boolean answer) {
    told.add(what);
    return answer;
  }

  private static Delivery order(String producer, byte[] body, byte[] signature) {
    return new FakeDelivery(producer) {
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

  private FakeDelivery receive(String producer, String key, HostOrder order) {
    byte[] body = HostOrderCodec.encode(order);
    FakeDelivery delivery =
        (FakeDelivery) order(producer, body, Signer.of(key).sign(producer, body));
    orders.receive(delivery);
    return delivery;
  }

  private Map<Long, Boolean> applied(String producer) {
    DeliveryRun run = new DeliveryRun(batch, null, null, "far", false);
    orders.apply(producer, batch, run);
    return run.cancelled();
  }

  @Test
  void anOrderThatComesBeforeItsBatchIsKeptForItOnce() {
    FakeDelivery delivery =
        receive("producer", KEY, new HostOrder(List.of(1L, 9L), List.of(2L), 0));

    assertThat(delivery.acks()).isEqualTo(1);
    assertThat(applied("producer")).containsOnly(Map.entry(1L, true), Map.entry(2L, false));
    assertThat(applied("producer")).isEmpty();
  }

  @Test
  void aProducerCancelsNothingOfAnother() {
    receive("stranger", KEY, new HostOrder(List.of(1L), List.of(2L), 0));

    assertThat(applied("producer")).isEmpty();
  }

  @Test
  void killingGoesBeforeSkipping() {
    receive("producer", KEY, new HostOrder(List.of(1L), List.of(), 0));
    receive("producer", KEY, new HostOrder(List.of(), List.of(1L), 0));

    assertThat(applied("producer")).containsExactly(Map.entry(1L, true));
  }

  @Test
  void anOrderThatIsNotSignedIsIgnored() {
    FakeDelivery delivery =
        receive("producer", "another key, as long", new HostOrder(List.of(1L), List.of(), 0));

    assertThat(delivery.acks()).isEqualTo(1);
    assertThat(applied("producer")).isEmpty();
  }

  @Test
  void whatIsNoOrderIsDropped() {
    byte[] body = "{}\n".getBytes(StandardCharsets.US_ASCII);
    FakeDelivery delivery =
        (FakeDelivery) order("producer", body, Signer.of(KEY).sign("producer", body));

    orders.receive(delivery);

    assertThat(delivery.acks()).isEqualTo(1);
  }

  @Test
  void onlyTheLastManyOrdersAreKept() {
    receive("producer", KEY, new HostOrder(List.of(1L), List.of(), 0));
    List<Long> many = java.util.stream.LongStream.range(100, 10_100).boxed().toList();
    receive("producer", KEY, new HostOrder(many, List.of(), 0));

    assertThat(applied("producer")).isEmpty();
  }

  @Test
  void creditIsPassedOn() {
    post.up(publisher, () -> false);
    post.send("producer", new byte[(int) EventPost.WINDOW], 1);
    post.send("producer", new byte[10], 1);
    assertThat(publisher.sent).hasSize(1);

    receive("producer", KEY, HostOrder.credit(100));

    post.send("producer", new byte[10], 1);
    assertThat(publisher.sent).hasSize(3);
  }

  @Test
  void batchesThatNobodyWaitsForAreDroppedForTheirOwner() {
    receive("warren.replies.p.2", KEY, HostOrder.dropping(List.of(4L, 5L)));

    assertThat(dropped).containsExactly(Map.entry("warren.replies.p", List.of(4L, 5L)));
  }

  @Test
  void everySlotIsAskedBecauseTwoMayHaveCopies() {
    firstHasIt = true;

    receive("producer", KEY, new HostOrder(List.of(1L), List.of(), 0));

    assertThat(told).containsExactly("first producer1true", "second producer1true");
    assertThat(applied("producer")).as("kept").isEmpty();
  }

  @Test
  void anOrderIsKeptUnlessASlotHasItsTask() {
    secondHasIt = true;
    receive("producer", KEY, new HostOrder(List.of(), List.of(1L), 0));
    secondHasIt = false;
    receive("producer", KEY, new HostOrder(List.of(), List.of(2L), 0));

    assertThat(applied("producer")).containsExactly(Map.entry(2L, false));
  }

  @Test
  void aProducerThatHasConnectedAnewMayCancelWhatItSentBefore() {
    receive("warren.replies.p.2", KEY, new HostOrder(List.of(1L), List.of(), 0));

    assertThat(told).contains("first warren.replies.p1true");
    assertThat(applied("warren.replies.q.1")).isEmpty();
    assertThat(applied("warren.replies.p.1")).containsExactly(Map.entry(1L, true));
  }
}
