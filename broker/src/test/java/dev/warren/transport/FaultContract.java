package dev.warren.transport;

import static dev.warren.transport.BrokerState.CONNECTED;
import static dev.warren.transport.BrokerState.CONNECTION_LOST;
import static dev.warren.transport.BrokerState.CONSUMER_GONE;
import static dev.warren.transport.BrokerState.FAILED;
import static dev.warren.transport.BrokerState.QUEUE_GONE;
import static dev.warren.transport.BrokerState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault by its name: what is done to a link that consumes a queue, and what it says then. */
interface FaultContract extends Contract {

  /** A link that consumes a queue, with a proxy between it and the broker. */
  record Scene(Kit kit, CutProxy proxy, Session session, QueueSpec queue) {}

  /** What is done, and what is said from then on until all is well again. */
  enum Fault {
    CONNECTION_CUT(CONNECTION_LOST, CONNECTED) {
      @Override
      void inject(Scene scene) {
        scene.proxy().cut();
      }
    },
    CONNECTION_CUT_UNSEEN_BY_THE_BROKER(CONNECTION_LOST, CONNECTED) {
      @Override
      void inject(Scene scene) {
        scene.proxy().cutUnseenByBroker();
      }
    },
    LOGIN_BROKEN_OFF(CONNECTION_LOST, UNREACHABLE, CONNECTED) {
      @Override
      void inject(Scene scene) {
        scene.proxy().dropNextLogin();
        scene.proxy().cut();
      }
    },
    QUEUE_DELETED_UNDER_ITS_CONSUMER(CONSUMER_GONE, CONNECTED) {
      @Override
      void inject(Scene scene) throws Exception {
        scene.kit().link().nextSession().delete(scene.queue());
      }
    },
    QUEUE_MISSING(QUEUE_GONE, CONNECTED) {
      @Override
      void inject(Scene scene) {
        QueueSpec missing = scene.kit().privateTasks();
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> scene.session().subscribe(missing, 1, new Mailbox()));
      }
    },
    QUEUE_GONE_FOR_A_PUBLISHER(QUEUE_GONE, CONNECTED) {
      @Override
      void inject(Scene scene) {
        scene.session().loseQueue(scene.queue().name());
      }
    };

    private final List<BrokerState> said;

    Fault(BrokerState... said) {
      this.said = List.of(said);
    }

    abstract void inject(Scene scene) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  default void faultShouldHaveANameAndHeal(Fault fault) throws Exception {
    Kit kit = kit();
    QueueSpec queue = kit.sharedTasks();
    CutProxy proxy = kit.proxy();
    Mailbox mailbox = new Mailbox();
    Probe link =
        kit.link(
            proxy,
            setUp -> {
              setUp.declare(queue);
              setUp.subscribe(queue, 10, mailbox);
            });
    Session session = link.nextSession();
    await().atMost(Kit.SOON).until(() -> link.states().equals(List.of(CONNECTED)));

    fault.inject(new Scene(kit, proxy, session, queue));

    link.nextLoss();
    Session healed = link.nextSession();
    await()
        .atMost(Kit.SOON)
        .untilAsserted(
            () -> assertThat(link.states().subList(1, link.states().size())).isEqualTo(fault.said));
    Kit.publish(healed, queue, 1);
    assertThat(Mailbox.text(mailbox.take())).isEqualTo("0");
  }

  @Test
  default void brokerThatStaysAwayShouldBeSaidAndThenEndTheLink() throws Exception {
    Kit kit = kit();
    CutProxy proxy = kit.proxy();
    BrokerAddress address = BrokerAddress.parse(kit.uri(proxy.port()));
    Probe link = kit.link(Kit.impatient(address, Duration.ofSeconds(2)), Probe.NOTHING);
    link.nextSession();

    proxy.close();

    BrokerException reason = link.nextFailure();
    await().atMost(Kit.SOON).until(() -> link.states().contains(FAILED));
    assertThat(link.states()).containsExactly(CONNECTED, CONNECTION_LOST, UNREACHABLE, FAILED);
    assertThat(link.last(FAILED).reason())
        .isEqualTo(reason.getMessage())
        .contains("check that the broker runs");
    assertThat(link.last(FAILED).broker()).isEqualTo(address.toString());
  }

  @Test
  default void linkShouldBeAskedToLookAfterItself() throws Exception {
    Kit kit = kit();
    Mailbox looks = new Mailbox();
    QueueSpec queue = kit.privateTasks();
    BrokerLink link =
        kit.closing(
            BrokerLink.open(
                Kit.settings(kit.address()),
                new LinkListener() {
                  @Override
                  public void up(Session session) throws IOException {
                    session.declare(queue);
                    session.subscribe(queue, 1, looks);
                  }

                  @Override
                  public void look(Session session) throws IOException {
                    session.publisher().publish(Kit.message(queue, "look"), new Quiet());
                  }

                  @Override
                  public void down(String reason) {}

                  @Override
                  public void failed(BrokerException reason) {}
                }));

    link.awaitUp();

    assertThat(Mailbox.text(looks.take())).isEqualTo("look");
  }

  /** Does not mind. */
  final class Quiet implements Receipt {
    @Override
    public void confirmed() {}

    @Override
    public void unroutable() {}

    @Override
    public void refused() {}

    @Override
    public void lost() {}
  }
}
