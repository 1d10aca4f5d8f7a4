package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links whose sessions come up and do not last. */
@Timeout(60)
class FlappingLinkTest {

  private EmbeddedBroker broker;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private LinkSettings settings(Duration patience) {
    return new LinkSettings(
        BrokerAddress.parse(broker.uri().toString()), "flapping", patience, patience);
  }

  @Test
  void aLinkWhoseSessionsDieAtOnceShouldSlowDownAndThenGiveUp() throws Exception {
    AtomicInteger sessions = new AtomicInteger();
    CompletableFuture<BrokerException> failed = new CompletableFuture<>();
    LinkListener dying =
        new LinkListener() {
          @Override
          public void up(Session session) {
            sessions.incrementAndGet();
            session.lose("as this test wants it");
          }

          @Override
          public void down(String reason) {}

          @Override
          public void failed(BrokerException reason) {
            failed.complete(reason);
          }
        };
    try (BrokerLink link = BrokerLink.open(settings(Duration.ofSeconds(2)), dying)) {
      assertThat(failed.get(30, TimeUnit.SECONDS)).hasMessageContaining("as this test wants it");
      assertThat(link.state()).isEqualTo(BrokerLink.State.FAILED);
      assertThat(sessions.get()).isBetween(2, 25);
    }
  }

  @Test
  void aListenerThatBreaksShouldEndTheLinkForEverybodyToHear() {
    CompletableFuture<BrokerException> failed = new CompletableFuture<>();
    LinkListener broken =
        new LinkListener() {
          @Override
          public void up(Session session) {
            throw new AssertionError("not even an exception");
          }

          @Override
          public void down(String reason) {}

          @Override
          public void failed(BrokerException reason) {
            failed.complete(reason);
          }
        };
    try (BrokerLink link = BrokerLink.open(settings(LinkSettings.FOR_EVER), broken)) {
      assertThatThrownBy(link::awaitUp)
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("not even an exception");
      assertThat(failed).succeedsWithin(Duration.ofSeconds(30));
    }
  }
}
