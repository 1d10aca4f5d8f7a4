package dev.warren.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.broker.EmbeddedBroker;
import dev.warren.codec.BatchCodec;
import dev.warren.codec.OutcomeGroup;
import dev.warren.codec.OutcomeReader;
import dev.warren.dead.DeadFilter;
import dev.warren.dead.DeadTask;
import dev.warren.dead.DeadTasks;
import dev.warren.pool.AsyncResult;
import dev.warren.pool.Pool;
import dev.warren.pool.TaskRejectedException;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.task.DeadReason;
import dev.warren.task.PostMortem;
import dev.warren.topology.QueueSpec;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Delivery;
import dev.warren.transport.Message;
import dev.warren.transport.Session;
import dev.warren.worker.WorkerHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs and worker hosts of different releases on one queue: nobody waits for ever. */
@Tag("broker")
class OtherVersionIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final QueueSpec TASKS = QueueSpec.sharedTasks("releases");

  private final BlockingQueue<Delivery> received = new LinkedBlockingQueue<>();
  private EmbeddedBroker broker;
  private String uri;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start();
    uri = broker.uri().toString();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private Delivery receive() throws InterruptedException {
    Delivery delivery = received.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(delivery).as("a message").isNotNull();
    delivery.ack();
    return delivery;
  }

  @Test
  void callThatANewerHostCannotReadShouldEnd() throws Exception {
    try (Pool pool = Pool.builder().broker(uri).queue("releases").open()) {
      AsyncResult<Long> call = pool.applyAsync(E2eTasks::square, 3L);
      BrokerVisit.pay(uri, List.of(TASKS), this::answerInVersion4);

      assertThatThrownBy(() -> call.get(SOON))
          .isInstanceOf(TaskRejectedException.class)
          .hasMessageContaining("newer speaks version 4 of the protocol")
          .hasMessageContaining("this program version " + BatchCodec.VERSION);
    }
  }

  private void answerInVersion4(Session session) throws Exception {
    session.subscribe(TASKS, 1, received::add);
    Delivery delivery = receive();
    long batch = BatchCodec.decode(delivery.body()).id();
    String answer = "{\"zone\":\"b\",\"v\":4,\"batch\":" + batch + ",\"host\":\"newer\"}\n";
    BrokerVisit.publish(session, Message.of(delivery.replyTo(), answer.getBytes(UTF_8)));
  }

  @Test
  void newerProgramShouldHearThatItsBatchCannotBeRead() throws Exception {
    WorkerHost host =
        WorkerHost.start(
            WorkerHostSettings.builder(uri, TASKS).name("older").processes(1).build(),
            reason -> {
              throw reason;
            });
    QueueSpec replies = ReplyQueues.of("newer", 1);

    BrokerVisit.pay(uri, List.of(TASKS, replies), session -> sendVersion4(session, replies));

    assertThat(DeadTasks.connect(uri).list("releases", DeadFilter.all()))
        .map(DeadTask::postMortem)
        .extracting(PostMortem::reason)
        .containsExactly(DeadReason.UNDECODABLE);
    host.kill();
    assertThat(host.awaitEnd(SOON)).isTrue();
  }

  private void sendVersion4(Session session, QueueSpec replies)
      throws IOException, InterruptedException {
    session.subscribe(replies, 1, received::add);
    String batch = "{\"v\":4,\"batch\":77,\"zone\":\"b\"}\nwhatever\n";
    BrokerVisit.publish(session, Message.of(TASKS.name(), batch.getBytes(UTF_8), replies.name()));

    byte[] answer = receive().body();
    assertThat(new String(answer, UTF_8)).startsWith("{\"v\":" + BatchCodec.VERSION + ",");
    OutcomeGroup group = OutcomeReader.read(answer);
    assertThat(group.batch()).isEqualTo(77);
    assertThat(group.host()).isEqualTo("older");
    assertThat(group.outcomes()).isEmpty();
  }
}
