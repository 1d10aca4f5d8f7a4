package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.Verdicts.Verdict;
import java.io.IOException;
import java.util.Arrays;

/** A thread that is stuck publishing, because nobody takes what it writes. */
final class Stuck {

  /** More than all the buffers on the way can hold. */
  private static final int SIZE = 15 << 20;

  private final Verdicts verdicts = new Verdicts();
  private final Thread thread;

  private Stuck(ConfirmedPublisher publisher, QueueSpec queue) {
    this.thread =
        new Thread(
            () ->
                publisher.publish(
                    Message.of(queue.name(), new byte[SIZE]), verdicts.receipt("it")));
    thread.setDaemon(true);
  }

  static Stuck publishing(Session session, QueueSpec queue, Runnable obstacle) throws IOException {
    Stuck stuck = new Stuck(session.publisher(), queue);
    obstacle.run();
    stuck.thread.start();
    await().atMost(Kit.SOON).until(stuck::isWriting);
    return stuck;
  }

  private boolean isWriting() {
    return Arrays.stream(thread.getStackTrace())
        .map(StackTraceElement::toString)
        .anyMatch(frame -> frame.contains("Socket") && frame.contains("write"));
  }

  void assertEnds(Verdict verdict) throws InterruptedException {
    thread.join(Kit.SOON.toMillis());
    assertThat(thread.isAlive()).isFalse();
    verdicts.assertAll(verdict);
  }
}
