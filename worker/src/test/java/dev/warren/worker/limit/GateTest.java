package dev.warren.worker.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.codec.Signer;
import dev.warren.task.Permit;
import dev.warren.task.QueueLimit;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Message;
import dev.warren.worker.limit.Gate.Pass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {

  private static final QueueSpec RUNS = QueueSpec.permits("q", "");
  private static final QueueSpec KEYED = QueueSpec.permits("q", "db");
  private static final QueueSpec STARTS = QueueSpec.starts("q");
  private static final QueueLimit TWO = QueueLimit.none("").withConcurrency(2);
  private static final String NO_KEY = "";

  private final AtomicLong nanos = new AtomicLong();
  private final Signer signer = Signer.of("0123456789abcdef");
  private final Limiter limiter = new Limiter("q", signer, nanos::get);
  private final FakePermits broker = new FakePermits(signer);
  private final Gate one = limiter.gate();
  private final Gate two = limiter.gate();

  @BeforeEach
  void connect() {
    limiter.up(broker);
  }

  private void set(QueueLimit limit) {
    limiter.set(Map.of(limit.key(), limit));
  }

  private void limit(QueueLimit limit) {
    set(limit);
    broker.put(QueueSpec.permits("q", limit.key()), limit.freshPermits());
    broker.put(STARTS, limit.freshStarts());
  }

  private static Pass enter(Gate gate) throws InterruptedException {
    return gate.enter(NO_KEY, true, () -> false);
  }

  private static CompletableFuture<Pass> entering(Gate gate, AtomicBoolean giveUp) {
    CompletableFuture<Pass> pass = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                pass.complete(gate.enter(NO_KEY, true, giveUp::get));
              } catch (InterruptedException | RuntimeException e) {
                pass.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return pass;
  }

  private CompletableFuture<Pass> waiting(Gate gate, AtomicBoolean giveUp) {
    CompletableFuture<Pass> pass = entering(gate, giveUp);
    await().until(() -> broker.consumers(RUNS) == 1);
    assertThat(pass).isNotDone();
    return pass;
  }

  @Test
  void nothingShouldBeAskedOfTheBrokerWithoutALimit() {
    assertThat(one.isLimited(NO_KEY)).isFalse();
    set(TWO.lifted());

    assertThat(limiter.isAny()).isFalse();
    assertThat(one.isLimited("db")).isFalse();
    new Limiter(QueueSpec.privateTasks("p"), signer).gate().leave();
  }

  @Test
  void eachShouldHoldAPermitUntilItLeaves() throws Exception {
    limit(TWO);

    assertThat(one.isLimited(NO_KEY)).isTrue();
    assertThat(enter(one)).isEqualTo(Pass.OPEN);
    assertThat(enter(one)).as("the next call").isEqualTo(Pass.OPEN);
    assertThat(enter(two)).isEqualTo(Pass.OPEN);
    assertThat(broker.free(RUNS)).isEmpty();
    assertThat(broker.consumers(RUNS)).as("nobody waits").isZero();

    one.leave();
    two.leave();

    assertThat(broker.free(RUNS)).hasSize(2);
  }

  @Test
  void whoHasNoPermitShouldWaitForOne() throws Exception {
    limit(QueueLimit.none("").withConcurrency(1));
    enter(one);
    CompletableFuture<Pass> second = waiting(two, new AtomicBoolean());

    one.leave();

    assertThat(second.get()).isEqualTo(Pass.OPEN);
    assertThat(broker.free(RUNS)).isEmpty();
  }

  @Test
  void whoHasSomethingElseToDoShouldNotWait() throws Exception {
    limit(QueueLimit.none("").withConcurrency(1));
    enter(one);
    AtomicBoolean giveUp = new AtomicBoolean();
    CompletableFuture<Pass> second = waiting(two, giveUp);

    giveUp.set(true);
    limiter.wake();

    assertThat(second.get()).isEqualTo(Pass.AGAIN);
    one.leave();
    assertThat(broker.free(RUNS)).as("what comes too late goes back").hasSize(1);
  }

  @Test
  void aLostConnectionShouldTakeThePermitAlong() throws Exception {
    limit(QueueLimit.none("").withConcurrency(1));
    enter(one);
    CompletableFuture<Pass> second = waiting(two, new AtomicBoolean());

    limiter.down();
    FakePermits next = new FakePermits(signer);
    next.put(RUNS, List.of(new Permit(1, 1)));
    limiter.up(next);

    assertThat(second.get()).isEqualTo(Pass.OPEN);
    assertThat(next.free(RUNS)).isEmpty();
  }

  @Test
  void voidPermitsShouldBeDroppedAndForgedOnesToo() throws Exception {
    set(TWO.withConcurrency(2));
    broker.put(RUNS, TWO.freshPermits());
    broker.put(RUNS.name(), new byte[] {'x', '\n'});
    broker.put(RUNS, TWO.withConcurrency(2).freshPermits());

    assertThat(enter(one)).isEqualTo(Pass.OPEN);
    assertThat(enter(two)).isEqualTo(Pass.OPEN);

    assertThat(broker.free(RUNS)).isEmpty();
    one.leave();
    two.leave();
    assertThat(broker.free(RUNS)).containsExactlyInAnyOrder(new Permit(2, 1), new Permit(2, 2));
  }

  @Test
  void aLowerLimitShouldVoidWhatIsHeld() throws Exception {
    limit(TWO);
    enter(one);
    enter(two);

    set(TWO.withConcurrency(1));

    assertThat(enter(one)).isEqualTo(Pass.OPEN);
    CompletableFuture<Pass> second = waiting(two, new AtomicBoolean());
    one.leave();
    assertThat(second.get()).isEqualTo(Pass.OPEN);
    two.leave();
    assertThat(broker.free(RUNS)).containsExactly(new Permit(1, 1));
  }

  @Test
  void aPermitOfASettingThatIsNotReadYetShouldBeKept() throws Exception {
    limit(QueueLimit.none("").withConcurrency(1));
    enter(one);
    CompletableFuture<Pass> second = waiting(two, new AtomicBoolean());
    QueueLimit next = QueueLimit.none("").withConcurrency(1).withConcurrency(2);

    broker.put(RUNS, next.freshPermits());
    set(next);

    await().until(second::isDone);
    Pass pass = second.get() == Pass.AGAIN ? enter(two) : second.get();
    assertThat(pass).isEqualTo(Pass.OPEN);
    one.leave();
    two.leave();
    assertThat(broker.free(RUNS)).containsExactlyInAnyOrder(new Permit(1, 1), new Permit(2, 2));
  }

  @Test
  void aLiftedLimitShouldLetAllThrough() throws Exception {
    limit(QueueLimit.none("").withConcurrency(1));
    enter(one);
    CompletableFuture<Pass> second = waiting(two, new AtomicBoolean());

    set(QueueLimit.none("").withConcurrency(1).lifted());

    assertThat(second.get()).isEqualTo(Pass.AGAIN);
    assertThat(two.isLimited(NO_KEY)).isFalse();
  }

  @Test
  void aPermitToStartShouldBePutAsideForAPeriodBeforeTheCallBegins() throws Exception {
    QueueLimit rate = QueueLimit.none("").withRate(1, Duration.ofSeconds(2));
    limit(rate);

    assertThat(enter(one)).isEqualTo(Pass.OPEN);

    assertThat(broker.free(STARTS)).isEmpty();
    Message aside = broker.sent.get(0);
    assertThat(aside.queue()).isEqualTo(STARTS.name());
    assertThat(aside.delay()).isEqualTo(Duration.ofSeconds(2));
    assertThat(signer.accepts(STARTS.name(), aside.body(), aside.signature())).isTrue();
    AtomicBoolean giveUp = new AtomicBoolean();
    CompletableFuture<Pass> second = entering(two, giveUp);
    await().until(() -> broker.consumers(STARTS) == 1);
    nanos.set(Duration.ofSeconds(2).toNanos());
    broker.put(STARTS, rate.freshStarts());
    assertThat(second.get()).isEqualTo(Pass.OPEN);
    one.leave();
    two.leave();
    assertThat(broker.free(STARTS)).as("none is held").isEmpty();
  }

  @Test
  void aPermitToStartThatIsThereTwiceShouldCountOnce() throws Exception {
    QueueLimit rate = QueueLimit.none("").withRate(1, Duration.ofSeconds(2));
    limit(rate);
    enter(one);
    AtomicBoolean giveUp = new AtomicBoolean();
    CompletableFuture<Pass> second = entering(two, giveUp);
    await().until(() -> broker.consumers(STARTS) == 1);

    broker.put(STARTS, rate.freshStarts());

    await().until(() -> broker.free(STARTS).isEmpty());
    assertThat(second).isNotDone();
    giveUp.set(true);
    limiter.wake();
    assertThat(second.get()).isEqualTo(Pass.AGAIN);
    assertThat(broker.sent).hasSize(1);
  }

  @Test
  void aPermitToStartThatCannotBePutAsideShouldNotBeUsed() throws Exception {
    limit(QueueLimit.none("").withRate(1, Duration.ofSeconds(2)));
    broker.refuses = true;
    AtomicBoolean giveUp = new AtomicBoolean();

    CompletableFuture<Pass> pass = entering(one, giveUp);
    giveUp.set(true);

    assertThat(pass.get()).isEqualTo(Pass.AGAIN);
    assertThat(broker.free(STARTS)).hasSize(1);
  }

  @Test
  void aKeyWithoutAPermitShouldBlockWhatCanGoBack() throws Exception {
    limit(QueueLimit.none("db").withConcurrency(1));

    assertThat(one.isLimited("db")).isTrue();
    assertThat(one.isLimited("other")).isFalse();
    assertThat(limiter.isBlocked("db")).isFalse();
    assertThat(one.enter("db", false, () -> false)).isEqualTo(Pass.OPEN);
    assertThat(one.enter("db", true, () -> false)).isEqualTo(Pass.OPEN);
    assertThat(limiter.isBlocked("db")).isTrue();
    assertThat(limiter.isBlocked("other")).isFalse();
    assertThat(two.enter("db", false, () -> false)).isEqualTo(Pass.BLOCKED);
    assertThat(two.enter("db", true, () -> true)).isEqualTo(Pass.AGAIN);

    one.leave();

    assertThat(two.enter("db", false, () -> false)).isEqualTo(Pass.OPEN);
    two.leave();
    assertThat(broker.free(KEYED)).hasSize(1);
  }
}
