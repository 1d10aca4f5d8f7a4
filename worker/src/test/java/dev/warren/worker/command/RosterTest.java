package dev.warren.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.command.CommandMessage;
import dev.warren.command.CommandOrder;
import dev.warren.command.Courier;
import dev.warren.os.Family;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.worker.FakeDelivery;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host makes of orders, and of what the broker says to its answers. */
@Timeout(30)
class RosterTest {

  private record Out(Message message, Receipt receipt) {

    CommandMessage.Type type() {
      return CommandMessage.decode(message.body()).type();
    }
  }

  private final UUID id = UUID.randomUUID();
  private final BlockingQueue<Out> published = new LinkedBlockingQueue<>();
  private final Courier courier =
      new Courier((message, receipt) -> published.add(new Out(message, receipt)));
  private final Roster roster =
      new Roster("the host's queue", "host", courier, Runnable::run, () -> {});
  private final FakeDelivery first = new FakeDelivery("caller.1");
  private final FakeDelivery second = new FakeDelivery("caller.2");
  private Guard guard;
  private Launcher launcher;

  @BeforeEach
  void start() throws Exception {
    Family family = new Family();
    guard = Guard.start(family);
    launcher =
        new Launcher(
            WorkerHostSettings.builder("amqp://localhost", QueueSpec.sharedTasks("q")).build(),
            family,
            guard);
  }

  @AfterEach
  void end() {
    roster.fence();
    courier.close();
    guard.close();
  }

  private void admit(FakeDelivery delivery) {
    CommandOrder order =
        new CommandOrder(
            CommandOrder.VERSION,
            id,
            false,
            List.of("sleep", "100"),
            null,
            Map.of(),
            false,
            CommandOrder.In.NULL,
            CommandOrder.Out.NULL,
            CommandOrder.Err.NULL);
    roster.admit(new HostedCommand(order, delivery, roster, launcher));
  }

  private Out next() throws InterruptedException {
    return published.poll(10, TimeUnit.SECONDS);
  }

  private Out awaitOffer(String caller) throws InterruptedException {
    Out offer = next();
    assertThat(offer.type()).isEqualTo(CommandMessage.Type.OFFER);
    assertThat(offer.message().queue()).isEqualTo(caller);
    return offer;
  }

  private void say(CommandMessage.Type type) {
    roster.receive(CommandMessage.of(id, type));
  }

  private void assertBegun(String caller) throws InterruptedException {
    Out begun = next();
    assertThat(begun.type()).isEqualTo(CommandMessage.Type.BEGUN);
    assertThat(begun.message().queue()).isEqualTo(caller);
  }

  @Test
  void anOrderThatIsSentAgainShouldBeOfferedOnceItsFirstCallerHasGone() throws Exception {
    admit(first);
    admit(second);

    awaitOffer("caller.1").receipt().unroutable();

    awaitOffer("caller.2");
    assertThat(first.acks()).isEqualTo(1);
    assertThat(second.acks()).isZero();
    say(CommandMessage.Type.GO);
    assertBegun("caller.2");
  }

  @Test
  void anOrderThatOvertakesItsSuccessorShouldNotDisturbIt() throws Exception {
    admit(second);
    admit(first);
    awaitOffer("caller.2").receipt().confirmed();

    say(CommandMessage.Type.GO);

    assertBegun("caller.2");
    assertThat(first.acks()).isEqualTo(1);
    assertThat(second.acks()).isZero();
  }

  @Test
  void aCopyOfACommandThatRunsShouldBeDropped() throws Exception {
    admit(first);
    awaitOffer("caller.1").receipt().confirmed();
    say(CommandMessage.Type.GO);
    assertBegun("caller.1");

    admit(second);

    assertThat(second.acks()).isEqualTo(1);
    assertThat(first.acks()).isZero();
    assertThat(published).isEmpty();
  }

  @Test
  void anOfferThatTheBrokerRefusesShouldBeMadeAgain() throws Exception {
    admit(first);

    awaitOffer("caller.1").receipt().refused();

    awaitOffer("caller.1").receipt().confirmed();
    assertThat(first.acks()).isZero();
  }

  @Test
  void aSignOfLifeThatTheBrokerRefusesShouldHarmNothing() throws Exception {
    admit(first);
    awaitOffer("caller.1").receipt().confirmed();
    roster.tick();

    Out alive = next();
    assertThat(alive.type()).isEqualTo(CommandMessage.Type.ALIVE);
    alive.receipt().refused();

    assertThat(roster.size()).isEqualTo(1);
    assertThat(first.acks()).isZero();
  }

  @Test
  void aDeclinedCommandShouldLeaveNothing() throws Exception {
    admit(first);
    awaitOffer("caller.1").receipt().confirmed();

    say(CommandMessage.Type.NO);

    assertThat(roster.size()).isZero();
    assertThat(first.acks()).isEqualTo(1);
  }
}
