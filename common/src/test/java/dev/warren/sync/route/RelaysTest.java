package dev.warren.sync.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.transport.BrokerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelaysTest {

  /** Nobody is there. */
  private static final String BROKER = "amqp://localhost:1";

  private final Relays relays = new Relays();

  private boolean hasWay() {
    return relays.open("m", answer -> {}).isPresent();
  }

  @Test
  void aRelayShouldStayOpenUntilItsLastUserHasEnded() {
    Relay tasks = relays.use(BrokerAddress.parse(BROKER));
    Relay commands = relays.use(BrokerAddress.parse(BROKER));
    assertThat(commands).as("both go the same way").isSameAs(tasks);

    tasks.close();
    assertThat(hasWay()).isTrue();

    commands.close();
    assertThat(hasWay()).isFalse();
  }

  @Test
  void eachBrokerShouldHaveARelay() {
    try (Relay one = relays.use(BrokerAddress.parse(BROKER));
        Relay other = relays.use(BrokerAddress.parse(BROKER + "0"))) {
      assertThat(other).isNotSameAs(one);
    }
  }

  @Test
  void aClosedRelayShouldBeFollowedByANewOne() {
    Relay first = relays.use(BrokerAddress.parse(BROKER));
    first.close();

    try (Relay second = relays.use(BrokerAddress.parse(BROKER))) {
      assertThat(second).isNotSameAs(first);
      assertThat(hasWay()).isTrue();
    }
  }
}
