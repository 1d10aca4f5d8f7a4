package dev.warren.worker;

import dev.warren.codec.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

/** The leases of a host, its clock, and what they stop and say. */
abstract class LeasesFixture {

  static final String KEY = "0123456789abcdef";
  static final String REPLIES = "warren.replies.p.1";

  final FakePublisher publisher = new FakePublisher();
  private final EventPost post = new EventPost("far");
  final Outbox outbox = new Outbox(reason -> {}, queue -> {});
  final Inbox inbox = new Inbox();
  final List<Long> stopped = new ArrayList<>();
  final List<Long> settled = new ArrayList<>();
  long now;
  final Leases leases = new Leases(inbox, Signer.of(KEY), post, "far", () -> now);

  @BeforeEach
  void connect() {
    post.up(publisher, () -> false);
    leases.up();
  }

  static Batched delivery(String replyTo, long batch) {
    return new Batched(replyTo, batch, KEY);
  }

  Answer begin(Batched delivery, long batch) {
    Answer answer =
        new Answer(
            delivery,
            outbox,
            outcomes -> List.of(),
            "control",
            () -> {
              settled.add(batch);
              leases.settled(delivery);
            });
    leases.take(delivery, batch, answer, () -> stopped.add(batch));
    return answer;
  }

  void seconds(long more) {
    now += TimeUnit.SECONDS.toNanos(more);
    leases.look();
  }
}
