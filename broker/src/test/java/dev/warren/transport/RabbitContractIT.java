package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Verdicts.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * On the RabbitMQ that all tests share, whichever that is, with what it has beyond the common part:
 * alarms, limits, types of queues, restarts.
 */
class RabbitContractIT extends BrokerContract {

  /** More than the period of the watchdog. */
  private static final Duration WATCHED = Duration.ofSeconds(7);

  private static RabbitBroker broker;

  private int version;

  @BeforeAll
  static void find() {
    broker = RabbitBrokers.required();
  }

  @Override
  String uri() {
    return broker.uri().toString();
  }

  @BeforeEach
  void askForVersion() throws Exception {
    String[] numbers =
        kit().client().getServerProperties().get("version").toString().split("\\.", -1);
    version = Integer.parseInt(numbers[0]) * 1_000 + Integer.parseInt(numbers[1]);
  }

  @Test
  void readerOfTheNewestShouldNotGetTheRestOfTheLog() throws Exception {
    QueueSpec log = kit().queue(QueueSpec.Kind.LOG);
    Session session = kit().link(setUp -> setUp.declare(log)).nextSession();
    for (int each = 0; each < 5; each++) {
      Kit.publish(session, log, 1);
    }

    try (LogReader reader = session.log(log, LogReader.Start.LAST, 1)) {
      int[] seen = {0};
      reader.toEnd(each -> seen[0]++);
      assertThat(seen[0]).isEqualTo(1);
    }
  }

  @Override
  public int sizeLimit() {
    return version < 4_000 ? 128 << 20 : 16 << 20;
  }

  @Override
  public boolean countsDeliveries() {
    return true;
  }

  private RabbitControl control() {
    assumeTrue(broker.canRestart(), "this broker is not ours to disturb");
    return RabbitControl.of(broker.uri()).orElseThrow();
  }

  @Test
  void connectionThatTheBrokerClosesShouldBeMadeAnew() throws Exception {
    RabbitControl control = control();
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link =
        kit.link(
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(queue, 10, mailbox);
            });
    Kit.publish(link.nextSession(), queue, 5);
    mailbox.take(5);

    control.run("close_all_connections", "the test wants it");

    assertThat(link.nextLoss()).contains("the test wants it");
    assertThat(link.nextSession().epoch()).isEqualTo(2);
    assertThat(Mailbox.texts(mailbox.take(5))).containsExactlyInAnyOrderElementsOf(Kit.numbers(5));
  }

  @Test
  void queuesAndMessagesShouldSurviveARestart() throws Exception {
    assumeTrue(broker.canRestart(), "this broker is not ours to disturb");
    Kit kit = kit();
    QueueSpec shared = kit.sharedTasks();
    QueueSpec own = kit.privateTasks();
    Mailbox mailbox = new Mailbox();
    LinkSettings settings = Kit.impatient(kit.address(), LinkSettings.FOR_EVER);
    Probe link =
        kit.link(
            settings,
            setUp -> {
              if (setUp.epoch() == 1) {
                setUp.declare(shared);
                setUp.declare(own);
              } else {
                setUp.subscribe(shared, 10, mailbox);
                setUp.subscribe(own, 10, mailbox);
              }
            });
    Session session = link.nextSession();
    Kit.publish(session, shared, 5);
    Kit.publish(session, own, 5);

    broker.restart();

    link.nextLoss();
    assertThat(link.nextSession().isUp()).isTrue();
    List<Delivery> all = mailbox.take(10);
    assertThat(Mailbox.texts(all).stream().distinct())
        .containsExactlyInAnyOrderElementsOf(Kit.numbers(5));
    all.forEach(Delivery::ack);
  }

  @Test
  void messageThatAFullQueueRefusesShouldBeRefusedExactlyOnce() throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Channel channel = kit.client().createChannel();
    Map<String, Object> full = Map.of("x-max-length", 1, "x-overflow", "reject-publish");
    channel.queueDeclare(queue.name(), true, false, false, full);
    Verdicts accepted = new Verdicts();
    Verdicts rejected = new Verdicts();
    ConfirmedPublisher publisher = kit.link().nextSession().publisher();

    publisher.publish(Kit.message(queue, "first"), accepted.receipt("first"));
    accepted.assertAll(Verdict.CONFIRMED);
    for (int i = 0; i < 10; i++) {
      publisher.publish(Kit.message(queue, i), rejected.receipt(i));
    }

    rejected.assertAll(Verdict.REFUSED);
    accepted.assertAll(Verdict.CONFIRMED);
  }

  @Test
  void memoryAlarmShouldHoldPublishersAndLoseNothing() throws Exception {
    RabbitControl control = control();
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    session.subscribe(queue, 20, mailbox);
    Kit.publish(session, queue, 20);
    List<Delivery> out = mailbox.take(20);
    Thread acknowledging = new Thread(() -> out.forEach(Delivery::ack));
    Stuck stuck;
    try {
      control.run("set_vm_memory_high_watermark", "0.00001");
      stuck = Stuck.publishing(session, queue, () -> {});
      acknowledging.start();

      await().during(WATCHED).atMost(Kit.SOON).until(() -> link.heard().equals(List.of("up 1")));
      session
          .watch()
          .checkConsumers(); // Would wait for an answer, and take its absence for a loss.
    } finally {
      control.run("set_vm_memory_high_watermark", "0.4");
    }

    stuck.assertEnds(Verdict.CONFIRMED);
    await().atMost(Kit.SOON).until(() -> link.states().size() == 3);
    assertThat(link.states())
        .containsExactly(BrokerState.CONNECTED, BrokerState.BLOCKED, BrokerState.CONNECTED);
    acknowledging.join(Kit.SOON.toMillis());
    mailbox.take().ack();
    assertThat(link.heard()).containsExactly("up 1");
    link.close();
    assertThat(kit.link().nextSession().declare(queue).messages()).isZero();
  }

  @Test
  void memoryAlarmShouldNotHoldClose() throws Exception {
    RabbitControl control = control();
    Kit kit = kit();
    QueueSpec queue = kit.privateTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    try {
      control.run("set_vm_memory_high_watermark", "0.00001");
      Stuck stuck = Stuck.publishing(session, queue, () -> {});
      long start = System.nanoTime();

      link.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CLOSING);
      assertThat(link.link().state()).isEqualTo(BrokerLink.State.CLOSED);
      stuck.assertEnds(Verdict.LOST);
    } finally {
      control.run("set_vm_memory_high_watermark", "0.4");
    }
  }

  /** RabbitMQ counts no consumers in a quorum queue that takes longer than 250 ms to answer. */
  @Test
  void busyQuorumQueueShouldNotSeemToHaveForgottenItsConsumer() throws Exception {
    RabbitControl control = control();
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    Mailbox mailbox = new Mailbox();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    session.subscribe(queue, 1, mailbox);
    control.eval("sys:suspend(" + process(queue) + ").");
    try {
      assertThat(session.declare(queue).consumers()).isZero();
      session.watch().checkConsumers();
    } finally {
      control.eval("sys:resume(" + process(queue) + ").");
    }

    Kit.publish(session, queue, 1);
    mailbox.take().ack();
    assertThat(link.heard()).containsExactly("up 1");
  }

  /** As RabbitMQ does once a minute; the daemon would outlive it, and the tests. */
  @Test
  void brokerShouldLeaveNoDaemonBehind() throws Exception {
    RabbitControl control = control();
    Set<Long> before = daemons();

    control.eval("rabbit_nodes_common:ensure_epmd().");

    assertThat(daemons()).isEqualTo(before);
  }

  /** Those of the node, by what is in their environment; other Erlangs come and go. */
  private static Set<Long> daemons() {
    String node = "test" + broker.uri().getPort() + "@";
    return ProcessHandle.allProcesses()
        .filter(each -> each.info().command().orElse("").endsWith("/epmd"))
        .filter(each -> environment(each).contains(node))
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private static String environment(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It is gone, or somebody else's.
    }
  }

  private static String process(QueueSpec queue) {
    return "begin {ok, Q} = rabbit_amqqueue:lookup(rabbit_misc:r(<<\"/\">>, queue, <<\""
        + queue.name()
        + "\">>)), element(1, amqqueue:get_pid(Q)) end";
  }

  /** By default a delivery that is not acknowledged within 30 minutes is taken away again. */
  @Test
  void longTaskShouldOutlastTheTimeoutOfTheBroker() throws Exception {
    RabbitControl control = control();
    assumeTrue(
        version >= 3_012, "by design: queues have no timeout of their own before RabbitMQ 3.12");
    Kit kit = kit();
    QueueSpec shared = kit.sharedTasks();
    QueueSpec own = kit.privateTasks();
    Mailbox mailbox = new Mailbox();
    try {
      control.eval(timeouts(500, 200));
      Probe link =
          kit.link(
              setUp -> {
                setUp.declare(shared);
                setUp.declare(own);
                setUp.subscribe(shared, 1, mailbox);
                setUp.subscribe(own, 1, mailbox);
              });
      Session session = link.nextSession();
      Kit.publish(session, shared, 1);
      Kit.publish(session, own, 1);
      List<Delivery> tasks = mailbox.take(2);

      await().during(Duration.ofSeconds(4)).atMost(Kit.SOON).until(() -> mailbox.size() == 0);

      tasks.forEach(Delivery::ack);
      assertThat(link.heard()).containsExactly("up 1");
    } finally {
      control.eval(timeouts(1_800_000, 60_000));
    }
  }

  private static String timeouts(int ofDeliveries, int untilChannelsLook) {
    return "application:set_env(rabbit, consumer_timeout, "
        + ofDeliveries
        + "), application:set_env(rabbit, channel_tick_interval, "
        + untilChannelsLook
        + ").";
  }

  @Test
  void tasksShouldLieInQueuesOfTheRightKind() throws Exception {
    Kit kit = kit();
    QueueSpec shared = kit.sharedTasks();
    QueueSpec own = kit.privateTasks();
    kit.link(
            setUp -> {
              setUp.declare(shared);
              setUp.declare(own);
            })
        .nextSession();
    Map<String, Object> ofShared = new HashMap<>();
    ofShared.put("x-queue-type", "quorum");
    ofShared.put("x-delivery-limit", 1_000);
    ofShared.put("x-consumer-timeout", Duration.ofDays(7).toMillis());
    Map<String, Object> ofOwn = new HashMap<>();
    ofOwn.put("x-expires", Duration.ofMinutes(10).toMillis());
    if (version < 4_003) {
      ofOwn.put("x-consumer-timeout", Duration.ofDays(7).toMillis());
    }

    assertDeclaredAs(shared, ofShared);
    assertDeclaredAs(own, ofOwn);
  }

  /** A queue may be declared again with the same arguments, and with no others. */
  private void assertDeclaredAs(QueueSpec queue, Map<String, Object> arguments) throws Exception {
    Connection client = kit().client();
    client.createChannel().queueDeclare(queue.name(), true, false, false, arguments);
    for (String missing : arguments.keySet()) {
      if (missing.equals("x-consumer-timeout")) {
        continue; // Not among those that RabbitMQ compares.
      }
      Map<String, Object> others = new HashMap<>(arguments);
      others.remove(missing);
      assertThatExceptionOfType(IOException.class)
          .as("without %s", missing)
          .isThrownBy(
              () -> client.createChannel().queueDeclare(queue.name(), true, false, false, others));
    }
  }
}
