package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.codec.LiveGroup;
import dev.warren.codec.OtherVersionException;
import dev.warren.codec.OutcomeGroup;
import dev.warren.task.Terms;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerEvent;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookoutTest {

  private final List<BrokerState> told = new ArrayList<>();
  private final List<Flight> again = new ArrayList<>();
  private final List<Long> markers = new ArrayList<>();
  private final Recorder call = new Recorder();
  private long now;
  private final Sweep sweep = new Sweep(() -> now, markers::add);
  private final Lookout lookout =
      new Lookout(
          QueueSpec.sharedTasks("q"),
          sweep,
          new Loser(),
          flight -> true,
          (state, reason) -> told.add(state),
          again::add);

  /** Hears of what is lost for good. */
  private static final class Loser implements Wire.Ear {
    @Override
    public void outcomes(OutcomeGroup group, String control) {}

    @Override
    public void live(LiveGroup group, String control) {}

    @Override
    public void misunderstood(OtherVersionException answer) {}

    @Override
    public void gone(String control) {}

    @Override
    public List<Flight> unfinished() {
      return List.of();
    }

    @Override
    public void sendingAgain(Flight flight) {}

    @Override
    public void landed(Flight flight) {}

    @Override
    public void lost(Flight flight, TaskLostException reason) {
      flight.fail(reason);
    }

    @Override
    public void heard(BrokerEvent event) {}

    @Override
    public void failed(BrokerException reason) {}
  }

  private Flight flight() {
    Draft draft = new Draft(FakeWorkers.TASK, 0);
    draft.add(call, 1);
    return draft.toFlight(0, Terms.ofDefaults());
  }

  private void loseOnce(Flight flight) {
    flight.whereabouts().queued(now);
    now += Sweep.SILENCE_NANOS + Sweep.LONGEST_PAUSE_NANOS;
    lookout.sweep(List.of(flight));
    sweep.passed(markers.get(markers.size() - 1));
    now += Sweep.LEASE_NANOS;
    lookout.sweep(List.of(flight));
  }

  @Test
  void whatIsLostIsSentAgainAndSaidSo() {
    Flight flight = flight();

    loseOnce(flight);

    assertThat(again).containsExactly(flight);
    assertThat(told).containsExactly(BrokerState.TASKS_LOST);
    assertThat(call.isDone()).isFalse();
  }

  @Test
  void whatIsLostAgainAndAgainEndsWithAClearError() {
    Flight flight = flight();
    for (int i = 0; i < Lookout.MOST_LOSSES; i++) {
      assertThat(call.isDone()).isFalse();
      loseOnce(flight);
    }

    assertThat(again).hasSize(Lookout.MOST_LOSSES - 1);
    assertThatThrownBy(call::get)
        .isInstanceOf(TaskLostException.class)
        .hasMessageContaining("warren.tasks.q")
        .hasMessageContaining("5 times")
        .hasMessageContaining("policy");
  }

  @Test
  void aQueueThatNobodyServesIsSaidOnceAndSoIsItsEnd() {
    lookout.served(true);
    lookout.served(false);
    lookout.served(false);
    assertThat(told).isEmpty();

    lookout.served(false);
    lookout.served(false);
    lookout.served(true);
    lookout.served(true);

    assertThat(told).containsExactly(BrokerState.UNSERVED, BrokerState.CONNECTED);
  }
}
