package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.LiveReader;
import dev.warren.codec.MarkerCodec;
import dev.warren.codec.Signer;
import dev.warren.task.TaskEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarkersTest {

  private static final String KEY = "0123456789abcdef";

  private final FakePublisher publisher = new FakePublisher();
  private final EventPost post = new EventPost("far");
  private final Markers markers = new Markers(Signer.of(KEY), post, "far");

  @BeforeEach
  void connect() {
    post.up(publisher, () -> false);
  }

  private static FakeDelivery delivery(byte[] body, String key) {
    return new FakeDelivery("producer") {
      @Override
      public byte[] body() {
        return body;
      }

      @Override
      public byte[] signature() {
        return Signer.of(key).sign("producer", body);
      }
    };
  }

  @Test
  void aMarkerIsAnsweredAndAcknowledged() {
    FakeDelivery marker = delivery(MarkerCodec.encode(7), KEY);

    assertThat(markers.take(marker)).isTrue();

    FakePublisher.Sent sent = publisher.next();
    assertThat(sent.message().queue()).isEqualTo("producer");
    assertThat(LiveReader.read(sent.message().body()).events())
        .containsExactly(new TaskEvent.Passed(7));
    assertThat(marker.acks()).isEqualTo(1);
  }

  @Test
  void aMarkerThatIsNotSignedOrNoneIsDropped() {
    FakeDelivery foreign = delivery(MarkerCodec.encode(7), "another key, as long");
    FakeDelivery broken = delivery("marker x\n".getBytes(StandardCharsets.US_ASCII), KEY);

    assertThat(markers.take(foreign)).isTrue();
    assertThat(markers.take(broken)).isTrue();

    assertThat(publisher.sent).isEmpty();
    assertThat(foreign.acks() + broken.acks()).isEqualTo(2);
  }

  @Test
  void aBatchIsLeftAlone() {
    FakeDelivery batch = delivery("{}\n".getBytes(StandardCharsets.US_ASCII), KEY);

    assertThat(markers.take(batch)).isFalse();
    assertThat(batch.acks()).isZero();
  }
}
