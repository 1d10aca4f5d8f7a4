package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.transport.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class InboxTest {

  private final Inbox inbox = new Inbox();
  private final Delivery one = new FakeDelivery("one");
  private final Delivery two = new FakeDelivery("two");

  private CompletableFuture<Optional<Delivery>> takeLater(AtomicBoolean giveUp) {
    CompletableFuture<Optional<Delivery>> taken = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                taken.complete(inbox.take(giveUp::get));
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> taken.isDone() || thread.getState() == Thread.State.WAITING);
    return taken;
  }

  @Test
  void givesDeliveriesInOrder() throws Exception {
    inbox.add(one);
    inbox.add(two);

    assertThat(inbox.take(() -> false)).contains(one);
    assertThat(inbox.take(() -> false)).contains(two);
  }

  @Test
  void waitsForADelivery() throws Exception {
    CompletableFuture<Optional<Delivery>> taken = takeLater(new AtomicBoolean());
    assertThat(taken).isNotDone();

    inbox.add(one);

    assertThat(taken.get()).contains(one);
  }

  @Test
  void whoGivesUpLeavesTheDeliveryToOthers() throws Exception {
    inbox.add(one);

    assertThat(inbox.take(() -> true)).isEmpty();

    assertThat(inbox.take(() -> false)).contains(one);
  }

  @Test
  void whoGivesUpPassesTheWakeUpOn() throws Exception {
    AtomicBoolean giveUp = new AtomicBoolean();
    List<CompletableFuture<Optional<Delivery>>> leaving = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      leaving.add(takeLater(giveUp));
    }
    CompletableFuture<Optional<Delivery>> staying = takeLater(new AtomicBoolean());

    giveUp.set(true);
    inbox.add(one); // Wakes one of them, perhaps one that leaves.

    assertThat(staying.get()).contains(one);
    for (CompletableFuture<Optional<Delivery>> each : leaving) {
      inbox.wakeAll();
      assertThat(each.get()).isEmpty();
    }
  }

  @Test
  void wakingAllLetsThoseGoWhoGiveUp() throws Exception {
    AtomicBoolean giveUp = new AtomicBoolean();
    CompletableFuture<Optional<Delivery>> leaving = takeLater(giveUp);
    CompletableFuture<Optional<Delivery>> staying = takeLater(new AtomicBoolean());
    giveUp.set(true);

    inbox.wakeAll();

    assertThat(leaving.get()).isEmpty();
    assertThat(staying).isNotDone();
    inbox.add(one);
    assertThat(staying.get()).contains(one);
  }

  @Test
  void clearingTakesEverythingOut() {
    inbox.add(one);
    inbox.add(two);

    assertThat(inbox.clear()).containsExactly(one, two);
    assertThat(inbox.clear()).isEmpty();
  }
}
