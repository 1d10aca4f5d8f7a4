package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.LiveReader;
import dev.warren.task.TaskEvent;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventPostTest {

  private static final byte[] QUARTER = new byte[(int) EventPost.WINDOW / 4];

  private final FakePublisher publisher = new FakePublisher();
  private final EventPost post = new EventPost("far");
  private boolean blocked;

  @BeforeEach
  void connect() {
    post.listensOn("control");
    post.up(publisher, () -> blocked);
  }

  private void fill(String producer) {
    for (int i = 0; i < 4; i++) {
      post.send(producer, QUARTER, 10);
    }
  }

  private List<TaskEvent> nextEvents() {
    return LiveReader.read(publisher.next().message().body()).events();
  }

  @Test
  void saysWhereTheHostListens() {
    post.send("producer", new byte[1], 1);

    assertThat(publisher.next().message().replyTo()).isEqualTo("control");
    assertThat(post.control()).isEqualTo("control");
  }

  @Test
  void sendsNoMoreThanThereIsRoomFor() {
    fill("producer");
    post.send("producer", QUARTER, 7);
    post.send("producer", new byte[1], 3);
    post.send("other", QUARTER, 1);

    assertThat(publisher.sent).hasSize(5);
  }

  @Test
  void saysWhatWasDroppedBeforeWhatFollows() {
    fill("producer");
    publisher.sent.clear();
    post.send("producer", QUARTER, 7);
    post.send("producer", QUARTER, 3);

    post.credit("producer", EventPost.WINDOW / 2);
    assertThat(nextEvents()).containsExactly(new TaskEvent.Dropped(10));

    post.send("producer", QUARTER, 1);
    assertThat(publisher.next().message().body()).isSameAs(QUARTER);
    assertThat(publisher.sent).isEmpty();
  }

  @Test
  void creditIsNeverMoreThanTheWholeRoom() {
    for (int i = 0; i < 10; i++) {
      post.credit("producer", Long.MAX_VALUE / 2);
    }
    fill("producer");
    post.send("producer", new byte[1], 1);

    assertThat(publisher.sent).hasSize(4);
  }

  @Test
  void noticesNeedNoRoom() {
    fill("producer");
    assertThat(post.send("producer", new byte[100])).isTrue();

    assertThat(publisher.sent).hasSize(5);
  }

  @Test
  void aBrokerThatHoldsBackCostsLinesAndNoTime() {
    blocked = true;
    post.send("producer", QUARTER, 7);
    assertThat(post.send("producer", new byte[1])).isFalse();
    post.ask("producer", new byte[1], () -> {});
    assertThat(publisher.sent).isEmpty();

    blocked = false;
    post.send("producer", QUARTER, 1);
    assertThat(nextEvents()).containsExactly(new TaskEvent.Dropped(7));
    assertThat(publisher.next().message().body()).isSameAs(QUARTER);
  }

  @Test
  void withoutAConnectionLinesAreDropped() {
    post.down();
    post.send("producer", QUARTER, 7);
    assertThat(post.send("producer", QUARTER)).isFalse();
    post.credit("producer", 5);

    assertThat(publisher.sent).isEmpty();
  }

  @Test
  void aNewConnectionBeginsWithTheWholeRoom() {
    fill("producer");
    post.down();
    post.up(publisher, () -> false);
    fill("producer");

    assertThat(publisher.sent).hasSize(8);
  }

  @Test
  void nothingHappensWhateverBecomesOfAMessage() {
    post.send("producer", QUARTER, 1);
    FakePublisher.Sent sent = publisher.next();

    sent.receipt().refused();
    sent.receipt().unroutable();
    sent.receipt().lost();
    sent.receipt().confirmed();

    assertThat(publisher.sent).isEmpty();
  }

  @Test
  void manyProducersAreForgottenInTurn() {
    fill("first");
    for (int i = 0; i < 2_000; i++) {
      post.send("producer " + i, new byte[1], 1);
    }
    publisher.sent.clear();

    post.send("first", QUARTER, 1);

    assertThat(publisher.sent).hasSize(1);
  }
}
