package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.task.Attempt;
import dev.warren.task.Ending;
import dev.warren.task.HostOrder;
import dev.warren.task.TaskEvent;
import dev.warren.task.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cancelled call is ordered until it is answered, whatever is lost in between. */
@Timeout(20)
class HostOrdersTest {

  private final FakeWorkers workers = new FakeWorkers(1, 10_000_000);
  private final List<Said> said = new ArrayList<>();
  private final HostOrders orders =
      new HostOrders(workers.dispatcher, (control, order) -> said.add(new Said(control, order)));

  private record Said(String control, HostOrder order) {}

  @AfterEach
  void stop() {
    workers.close();
  }

  private Flight sent() {
    workers.dispatcher.apply(
        FakeWorkers.TASK,
        Terms.ofDefaults(),
        new Handle<>(new Callbacks()),
        CallWriter.encode("argument"));
    workers.dispatcher.start();
    Flight flight = workers.next();
    flight.message();
    return flight;
  }

  private static HostOrder kill(Flight flight) {
    return HostOrder.cancel(flight.order().kill().get(0), true);
  }

  private Flight cancelled() {
    Flight flight = sent();
    orders.cancel(flight, 0, true);
    assertThat(flight.order().kill()).containsExactly(0L);
    return flight;
  }

  @Test
  void whatIsCancelledBeforeAnyHostIsKnownIsOrderedWhenOneSaysThatItHasIt() {
    Flight flight = cancelled();
    assertThat(said).isEmpty();

    orders.heardOf("a");
    orders.found(flight, "a");
    orders.found(flight, "a");

    assertThat(said).containsExactly(new Said("a", kill(flight)));
  }

  @Test
  void whoGoesOnHoldingHearsTheOrderEachTime() {
    Flight flight = sent();
    orders.found(flight, "a");
    orders.cancel(flight, 0, true);
    said.clear(); // It was lost with the connection.

    orders.held(List.of(flight.id()), "a");
    orders.held(List.of(flight.id()), "a");

    assertThat(said).containsExactly(new Said("a", kill(flight)), new Said("a", kill(flight)));
  }

  @Test
  void nothingIsOrderedOnceTheCallIsAnswered() {
    Flight flight = cancelled();

    flight.take(0).complete(Conclusion.CANCELLED);
    orders.held(List.of(flight.id()), "a");
    orders.found(flight, "b");

    assertThat(said).isEmpty();
  }

  @Test
  void aHostThatHoldsWhatAnAttemptHasScatteredHearsTheOrder() {
    Flight flight = sent();
    orders.heardOf("a");
    orders.found(flight, "a");
    Ending failed = new Ending.Failed("a.B", "no");
    flight.retrying(
        new TaskEvent.Retrying(
            0, Instant.EPOCH, new Attempt(1, Instant.EPOCH, Duration.ZERO, "far", 5, failed)));
    orders.cancel(flight, 0, true);
    assertThat(said).containsExactly(new Said("a", kill(flight)));
    said.clear();

    orders.held(List.of(flight.id()), "a");
    orders.held(List.of(flight.id()), "b");

    assertThat(said).containsExactly(new Said("a", kill(flight)), new Said("b", kill(flight)));
  }

  @Test
  void outcomesOfTwoCopiesInTurnDoNotMakeAnOrderEach() {
    Flight flight = cancelled();

    for (int i = 0; i < 10; i++) {
      orders.found(flight, "a");
      orders.found(flight, "b");
    }

    assertThat(said).extracting(Said::control).containsExactly("a", "b");
  }

  @Test
  void whoHoldsWhatNobodyWaitsForDropsIt() {
    orders.held(List.of(17L, 18L), "a");
    orders.held(List.of(17L), "");

    assertThat(said).containsExactly(new Said("a", HostOrder.dropping(List.of(17L, 18L))));
  }

  @Test
  void leaveToBeginComesWithWhatIsCancelled() {
    Flight flight = cancelled();

    orders.permit(flight, flight.id(), "a");
    orders.permit(null, 99, "a");

    assertThat(said)
        .containsExactly(
            new Said("a", kill(flight).andBegin(flight.id())),
            new Said("a", HostOrder.dropping(List.of(99L))));
  }

  @Test
  void whatAnyHostMayHaveIsOrderedOfAllThatAreKnown() {
    Flight flight = cancelled();
    orders.heardOf("a");
    orders.heardOf("b");
    orders.heardOf("gone");
    orders.gone("gone");

    orders.scattered(flight);

    assertThat(said).extracting(Said::control).containsExactly("a", "b");
  }
}
