package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.topology.QueueSpec;
import dev.warren.topology.QueueSpec.Kind;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs: what is read stays, and everybody reads the same. */
interface LogContract extends Contract {

  int MANY = 1_000;

  private static List<String> read(LogReader reader) throws Exception {
    List<String> all = new ArrayList<>();
    reader.toEnd(each -> all.add(text(each)));
    return all;
  }

  private static String text(Delivery delivery) {
    return new String(delivery.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"LOG", "JOURNAL"})
  default void everyReaderShouldSeeAllOfIt(Kind kind) throws Exception {
    QueueSpec log = kit().queue(kind);
    Session session = kit().link(setUp -> setUp.declare(log)).nextSession();
    Kit.publish(session, log, MANY);

    for (int round = 0; round < 2; round++) {
      try (LogReader reader = session.log(log)) {
        assertThat(read(reader)).isEqualTo(Kit.numbers(MANY));
      }
    }
  }

  @Test
  default void aRegisterShouldBeReadAsOtherLogsAre() throws Exception {
    QueueSpec register = kit().queue(Kind.REGISTER);
    Session session = kit().link(setUp -> setUp.declare(register)).nextSession();
    session.declare(register);
    Kit.publish(session, register, MANY);

    try (LogReader reader = session.log(register)) {
      assertThat(read(reader)).isEqualTo(Kit.numbers(MANY));
    }
  }

  @Test
  default void readersShouldNotTakeFromEachOther() throws Exception {
    QueueSpec log = kit().queue(Kind.LOG);
    Session one = kit().link(setUp -> setUp.declare(log)).nextSession();
    Session other = kit().link().nextSession();
    Kit.publish(one, log, MANY);

    try (LogReader first = one.log(log);
        LogReader second = other.log(log)) {
      assertThat(first.next(Kit.SOON).map(LogContract::text)).contains("0");
      assertThat(read(second)).isEqualTo(Kit.numbers(MANY));
      assertThat(read(first)).hasSize(MANY - 1).startsWith("1");
    }
  }

  @Test
  default void readerShouldBeAbleToWaitForMore() throws Exception {
    QueueSpec log = kit().queue(Kind.JOURNAL);
    Session session = kit().link(setUp -> setUp.declare(log)).nextSession();

    try (LogReader reader = session.log(log)) {
      assertThat(read(reader)).isEmpty();
      assertThat(reader.next(Duration.ofMillis(1))).isEmpty();
      Kit.publish(session, log, 2);
      assertThat(reader.next(Kit.SOON).map(LogContract::text)).contains("0");
      assertThat(read(reader)).containsExactly("1");
      assertThat(read(reader)).isEmpty();
    }
  }

  @Test
  default void readerShouldBeAbleToBeginWithTheNewest() throws Exception {
    QueueSpec log = kit().queue(Kind.LOG);
    Session session = kit().link(setUp -> setUp.declare(log)).nextSession();

    for (int round = 1; round <= 3; round++) {
      Kit.publish(session, log, MANY);
      try (LogReader reader = session.log(log, LogReader.Start.LAST, 1)) {
        assertThat(read(reader)).endsWith(Integer.toString(MANY - 1));
      }
    }
  }

  @Test
  default void newestOfAnEmptyLogShouldBeNothing() throws Exception {
    QueueSpec log = kit().queue(Kind.LOG);
    Session session = kit().link(setUp -> setUp.declare(log)).nextSession();

    try (LogReader reader = session.log(log, LogReader.Start.LAST, 1)) {
      assertThat(read(reader)).isEmpty();
    }
  }

  @Test
  default void closedReaderShouldLeaveNothingBehind() throws Exception {
    QueueSpec log = kit().queue(Kind.LOG);
    Session session = kit().link(setUp -> setUp.declare(log)).nextSession();
    Kit.publish(session, log, MANY);

    WeakReference<LogReader> closed = new WeakReference<>(usedHalfWay(session, log));

    await()
        .atMost(Kit.SOON)
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(closed.get()).isNull();
            });
    assertThat(session.isUp()).isTrue();
  }

  private static LogReader usedHalfWay(Session session, QueueSpec log) throws Exception {
    LogReader reader = session.log(log);
    try (reader) {
      reader.toEnd(
          each -> {
            throw new IllegalStateException("enough");
          });
    } catch (IllegalStateException enough) {
      assertThat(enough).hasMessage("enough");
    }
    return reader;
  }

  @Test
  default void lostConnectionShouldEndTheWaiting() throws Exception {
    QueueSpec log = kit().queue(Kind.LOG);
    Session session = kit().link(setUp -> setUp.declare(log)).nextSession();
    LogReader reader = session.log(log);
    CompletableFuture<Object> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return reader.next(Kit.SOON.multipliedBy(2));
              } catch (IOException | InterruptedException e) {
                return e;
              }
            });

    session.lose("for this test");

    assertThat(waiting.get(Kit.SOON.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    reader.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"LOG", "JOURNAL"})
  default void logShouldOutliveItsConnectionsUntilItIsDeleted(Kind kind) throws Exception {
    QueueSpec log = kit().queue(kind);
    Probe one = kit().link(setUp -> setUp.declare(log));
    Kit.publish(one.nextSession(), log, 3);
    one.close();

    Session later = kit().link(setUp -> setUp.declare(log)).nextSession();
    try (LogReader reader = later.log(log)) {
      assertThat(read(reader)).containsExactly("0", "1", "2");
    }
    later.delete(log);
    assertThat(later.exists(log)).isFalse();
  }

  @Test
  default void logShouldKeepSignaturesAndNotes() throws Exception {
    QueueSpec log = kit().queue(Kind.LOG);
    Session session = kit().link(setUp -> setUp.declare(log)).nextSession();
    byte[] signature = new byte[256];
    for (int i = 0; i < signature.length; i++) {
      signature[i] = (byte) i;
    }
    Verdicts verdicts = new Verdicts();
    session
        .publisher()
        .publish(
            new Message(log.name(), new byte[] {1}, "answers", signature)
                .withNote("gr\u00fc\u00dfe"),
            verdicts.receipt(0));
    verdicts.assertAll(Verdicts.Verdict.CONFIRMED);

    try (LogReader reader = session.log(log)) {
      Delivery delivery = reader.next(Kit.SOON).orElseThrow();
      assertThat(delivery.signature()).isEqualTo(signature);
      assertThat(delivery.replyTo()).isEqualTo("answers");
      assertThat(delivery.note()).isEqualTo("gr\u00fc\u00dfe");
    }
  }

  @Test
  default void takerShouldTakeOneByOneAndKnowWhatIsNotThere() throws Exception {
    QueueSpec queue = kit().queue(Kind.JOB_TASKS);
    Session session = kit().link(setUp -> setUp.declare(queue)).nextSession();
    Kit.publish(session, queue, 2);
    Taker taker = session.taker();

    for (String each : List.of("0", "1")) {
      Delivery delivery = taker.take(queue).orElseThrow();
      assertThat(text(delivery)).isEqualTo(each);
      delivery.ack();
    }
    assertThat(taker.take(queue)).isEmpty();
    assertThat(taker.take(kit().queue(Kind.JOB_TASKS))).isEmpty();
    assertThat(taker.take(queue)).isEmpty();
    assertThat(session.isUp()).isTrue();
  }

  @Test
  default void queueShouldNotBeReadAsALog() throws Exception {
    QueueSpec queue = kit().deadTasks();
    Session session = kit().link(setUp -> setUp.declare(queue)).nextSession();

    assertThatThrownBy(() -> session.log(queue))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a log");
  }
}
