package dev.warren.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.codec.CallWriter;
import dev.warren.codec.OutcomeGroup;
import dev.warren.task.Outcome;
import dev.warren.task.Terms;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ArrivalsTest {

  private static final Slots SLOTS = new Slots(1);

  private final FakeWorkers workers = new FakeWorkers(1, 1_000_000);
  private final Arrivals arrivals = new Arrivals(workers.dispatcher, workers.sizer, SLOTS);
  private final Recorder call = new Recorder();

  @AfterEach
  void stop() {
    workers.close();
  }

  private Flight sent() {
    workers.dispatcher.apply(FakeWorkers.TASK, Terms.ofDefaults(), call, CallWriter.encode(5));
    workers.dispatcher.start();
    return workers.next();
  }

  private static OutcomeGroup outcomes(long batch, String... values) {
    List<Outcome> all =
        List.of(values).stream()
            .<Outcome>map(it -> new Outcome.Succeeded(0, it.getBytes(StandardCharsets.US_ASCII)))
            .toList();
    return new OutcomeGroup(batch, "host", 42, 1_000, 100, Optional.empty(), List.of(), all);
  }

  @Test
  void theFirstOutcomeCountsAndTheOthersAreCounted() {
    Flight flight = sent();

    assertThat(arrivals.take(outcomes(flight.id(), "1", "2"))).isSameAs(flight);

    assertThat(call.get()).isEqualTo(1);
    assertThat(flight.isDone()).isTrue();
    assertThat(arrivals.duplicates()).isEqualTo(1);
  }

  @Test
  void outcomesOfABatchThatIsDoneAreCounted() {
    Flight flight = sent();
    arrivals.take(outcomes(flight.id(), "1"));
    workers.dispatcher.landed(flight);

    assertThat(arrivals.take(outcomes(flight.id(), "2", "3"))).isNull();

    assertThat(call.completions()).isEqualTo(1);
    assertThat(arrivals.duplicates()).isEqualTo(2);
  }
}
