package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.transport.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private final List<String> missing = new ArrayList<>();
  private final List<String> unheard = new ArrayList<>();
  private final Outbox outbox = new Outbox(missing::add, unheard::add);
  private final FakePublisher publisher = new FakePublisher();
  private final Message message = Message.of("replies", new byte[] {1});
  private int delivered;

  private void send(Message what) {
    outbox.send(what, () -> delivered++);
  }

  @Test
  void keepsAMessageUntilItIsConfirmed() {
    outbox.up(publisher);
    send(message);
    FakePublisher.Sent sent = publisher.next();
    assertThat(sent.message()).isSameAs(message);
    assertThat(delivered).isZero();
    assertThat(outbox.isEmpty()).isFalse();

    sent.receipt().confirmed();
    sent.receipt().confirmed();

    assertThat(delivered).isEqualTo(1);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void sendsWhatWasSentBeforeTheConnectionWasUp() {
    Message second = Message.of("replies", new byte[] {2});
    send(message);
    send(second);

    outbox.up(publisher);

    assertThat(publisher.next().message()).isSameAs(message);
    assertThat(publisher.next().message()).isSameAs(second);
  }

  @Test
  void sendsWhatWasLostAgainOnTheNextConnection() {
    outbox.up(publisher);
    send(message);
    FakePublisher.Sent lost = publisher.next();
    outbox.down();
    lost.receipt().lost();
    assertThat(delivered).isZero();
    send(Message.of("replies", new byte[] {2}));
    assertThat(publisher.sent).isEmpty();

    FakePublisher next = new FakePublisher();
    outbox.up(next);

    FakePublisher.Sent again = next.next();
    assertThat(again.message()).isSameAs(message);
    again.receipt().confirmed();
    lost.receipt().confirmed();
    assertThat(delivered).isEqualTo(1);
    next.next().receipt().confirmed();
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void doesNotSendAgainWhatWasConfirmed() {
    outbox.up(publisher);
    send(message);
    publisher.next().receipt().confirmed();

    FakePublisher next = new FakePublisher();
    outbox.up(next);

    assertThat(next.sent).isEmpty();
  }

  @Test
  void dropsWhatNobodyWaitsFor() {
    outbox.up(publisher);
    send(message);

    publisher.next().receipt().unroutable();

    assertThat(delivered).isEqualTo(1);
    assertThat(unheard).containsExactly("replies");
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void triesAgainWhatTheBrokerRefused() {
    outbox.up(publisher);
    send(message);
    publisher.next().receipt().refused();

    FakePublisher.Sent again = publisher.next();

    assertThat(again.message()).isSameAs(message);
    again.receipt().confirmed();
    assertThat(delivered).isEqualTo(1);
  }

  @Test
  void givesTheConnectionUpOverAMissingQueueAndSendsAgainOnTheNext() {
    outbox.up(publisher);
    outbox.sendForSure(() -> message, () -> delivered++);
    publisher.next().receipt().unroutable();
    assertThat(missing).hasSize(1);
    assertThat(delivered).isZero();

    FakePublisher next = new FakePublisher();
    outbox.up(next);
    next.next().receipt().confirmed();

    assertThat(delivered).isEqualTo(1);
    assertThat(outbox.isEmpty()).isTrue();
  }

  @Test
  void writesAMessageAnewEachTimeItIsSent() {
    int[] written = {0};
    outbox.sendForSure(
        () -> Message.of("dead", new byte[] {(byte) ++written[0]}), () -> delivered++);
    assertThat(written[0]).isZero();

    outbox.up(publisher);
    outbox.up(publisher);

    assertThat(publisher.next().message().body()).containsExactly(1);
    assertThat(publisher.next().message().body()).containsExactly(2);
  }
}
