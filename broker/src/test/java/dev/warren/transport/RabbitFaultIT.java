package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.topology.QueueSpec;
import dev.warren.topology.ReplyQueues;
import dev.warren.transport.Verdicts.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The faults that only RabbitMQ has, or only there can be brought about, each by its name. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@Tag("broker")
class RabbitFaultIT {

  private Kit kit;
  private RabbitControl control;

  @BeforeEach
  void open() {
    RabbitBroker found = RabbitBrokers.required();
    assumeTrue(found.canRestart(), "this broker is not ours to disturb");
    kit = new Kit(found.uri().toString());
    control = RabbitControl.of(found.uri()).orElseThrow();
  }

  @AfterEach
  void close() throws Exception {
    if (kit != null) {
      kit.close();
    }
  }

  @Test
  void memoryAlarmThatDoesNotEndShouldEndTheLink() throws Exception {
    QueueSpec queue = kit.privateTasks();
    Probe link =
        kit.link(
            Kit.impatient(kit.address(), Duration.ofSeconds(1)), setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    try {
      control.run("set_vm_memory_high_watermark", "0.00001");
      Stuck stuck = Stuck.publishing(session, queue, () -> {});

      assertThat(link.nextFailure()).hasMessageContaining("memory and disk alarms");

      assertThat(link.states())
          .containsExactly(BrokerState.CONNECTED, BrokerState.BLOCKED, BrokerState.FAILED);
      stuck.assertEnds(Verdict.LOST);
    } finally {
      control.run("set_vm_memory_high_watermark", "0.4");
    }
  }

  @Test
  void userThatIsTakenAwayShouldBeSaidToBeRefused() throws Exception {
    String user = "user" + Kit.unique();
    control.run("add_user", user, "secret");
    control.run("set_permissions", user, ".*", ".*", ".*");
    try {
      String uri = kit.uri().replaceFirst("//[^@]*@", "//" + user + ":secret@");
      LinkSettings settings = Kit.impatient(BrokerAddress.parse(uri), Duration.ofSeconds(2));
      QueueSpec queue = kit.privateTasks();
      Probe link = kit.link(settings, setUp -> setUp.declare(queue));
      link.nextSession();

      control.run("change_password", user, "another");
      control.run("close_all_connections", "the test wants it");

      assertThat(link.nextFailure()).hasMessageContaining("check user, password");
      assertThat(link.states())
          .containsExactly(
              BrokerState.CONNECTED,
              BrokerState.CONNECTION_LOST,
              BrokerState.REFUSED,
              BrokerState.FAILED);
    } finally {
      control.run("delete_user", user);
    }
  }

  @Test
  void permissionThatIsTakenAwayShouldBeSaidToBeRefused() throws Exception {
    String user = "user" + Kit.unique();
    control.run("add_user", user, "secret");
    control.run("set_permissions", user, ".*", ".*", ".*");
    try {
      String uri = kit.uri().replaceFirst("//[^@]*@", "//" + user + ":secret@");
      LinkSettings settings = Kit.impatient(BrokerAddress.parse(uri), Duration.ofSeconds(2));
      QueueSpec queue = kit.privateTasks();
      Probe link = kit.link(settings, setUp -> setUp.declare(queue));
      Session session = link.nextSession();

      control.run("clear_permissions", user);
      session.lose("the test wants it");

      assertThat(link.nextFailure()).isInstanceOf(BrokerException.class);
      assertThat(link.states())
          .startsWith(BrokerState.CONNECTED, BrokerState.CONNECTION_LOST, BrokerState.REFUSED)
          .endsWith(BrokerState.FAILED);
    } finally {
      control.run("delete_user", user);
    }
  }

  /** The broker tells of it by closing the channel, after what was written has gone out. */
  @Test
  void missingRightToWriteShouldBeNamedAndEndTheFirstConnection() throws Exception {
    String user = "user" + Kit.unique();
    control.run("add_user", user, "secret");
    control.run("set_permissions", user, ".*", "^amq\\.default$", ".*");
    try {
      String uri = kit.uri().replaceFirst("//[^@]*@", "//" + user + ":secret@");
      LinkSettings settings = Kit.impatient(BrokerAddress.parse(uri), Kit.SOON);
      QueueSpec queue = kit.sharedTasks();
      Probe link =
          kit.link(
              settings,
              setUp -> {
                setUp.declare(queue);
                setUp.declare(ReplyQueues.of(Kit.unique(), 1));
              });

      assertThat(link.nextFailure())
          .hasMessageContaining("check what the user may do")
          .hasMessageContaining("ACCESS_REFUSED");
      assertThat(link.states()).containsExactly(BrokerState.FAILED);
    } finally {
      control.run("delete_user", user);
    }
  }

  @Test
  void queueDeclaredOtherwiseShouldBeSaidToCloseTheChannel() throws Exception {
    QueueSpec queue = kit.privateTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    QueueSpec otherwise = new QueueSpec(queue.name(), QueueSpec.Kind.SHARED_TASKS);

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> session.declare(otherwise));

    link.nextSession();
    assertThat(link.states())
        .containsExactly(BrokerState.CONNECTED, BrokerState.CHANNEL_CLOSED, BrokerState.CONNECTED);
  }

  @Test
  void queueThatDoesNotConfirmShouldBeSaidToBeSlow() throws Exception {
    QueueSpec queue = kit.sharedTasks();
    Probe link = kit.link(setUp -> setUp.declare(queue));
    Session session = link.nextSession();
    Verdicts verdicts = new Verdicts();
    control.eval("sys:suspend(" + process(queue) + ").");
    try {
      session.publisher().publish(Kit.message(queue, "it"), verdicts.receipt("it"));
      await().atMost(Kit.SOON).until(() -> link.states().contains(BrokerState.SLOW));
    } finally {
      control.eval("sys:resume(" + process(queue) + ").");
    }

    verdicts.assertAll(Verdict.CONFIRMED);
    await().atMost(Kit.SOON).until(() -> link.states().size() == 3);
    assertThat(link.states())
        .containsExactly(BrokerState.CONNECTED, BrokerState.SLOW, BrokerState.CONNECTED);
  }

  private static String process(QueueSpec queue) {
    return "begin {ok, Q} = rabbit_amqqueue:lookup(rabbit_misc:r(<<\"/\">>, queue, <<\""
        + queue.name()
        + "\">>)), element(1, amqqueue:get_pid(Q)) end";
  }
}
