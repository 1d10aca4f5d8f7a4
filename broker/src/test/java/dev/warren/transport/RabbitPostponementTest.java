package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import dev.warren.topology.DelayLevels;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is declared for messages that wait, and that nobody has to wait for it. */
class RabbitPostponementTest {

  private final List<String> asked = new ArrayList<>();
  private final RabbitPostponement postponement = new RabbitPostponement(channel());

  /** A channel that takes note of what is asked of it, the name of what it is about included. */
  private Channel channel() {
    return (Channel)
        Proxy.newProxyInstance(
            Channel.class.getClassLoader(),
            new Class<?>[] {Channel.class},
            (proxy, method, arguments) -> {
              asked.add(method.getName() + " " + arguments[0]);
              return null;
            });
  }

  private List<String> askedSinceThen(Duration delay) throws IOException {
    asked.clear();
    postponement.route("warren.tasks.a", delay);
    return List.copyOf(asked);
  }

  @Test
  void onlyTheLevelsThatAMessageNeedsShouldBeDeclaredAndOnlyOnce() throws IOException {
    assertThat(askedSinceThen(Duration.ofMillis(600)))
        .contains("queueDeclareNoWait warren.delay.0", "queueDeclareNoWait warren.delay.1")
        .contains("exchangeDeclareNoWait " + DelayLevels.DUE)
        .doesNotContain("queueDeclareNoWait warren.delay.2");
    assertThat(askedSinceThen(Duration.ofMillis(700))).isEmpty();
    assertThat(askedSinceThen(Duration.ofSeconds(1)))
        .containsExactlyInAnyOrder(
            "exchangeDeclareNoWait warren.delay.2",
            "queueDeclareNoWait warren.delay.2",
            "queueBindNoWait warren.delay.2",
            "exchangeBindNoWait warren.delay.1");
    assertThat(askedSinceThen(Duration.ofMillis(300))).isEmpty();
  }

  @Test
  void nothingThatWaitsForAnAnswerShouldBeAsked() throws IOException {
    postponement.reach("warren.tasks.a");
    postponement.route("warren.tasks.a", DelayLevels.LONGEST);

    assertThat(asked).isNotEmpty().allMatch(each -> each.split(" ", 2)[0].endsWith("NoWait"));
    assertThat(asked).filteredOn(each -> each.startsWith("queueDeclare")).hasSize(28);
  }

  @Test
  void messageShouldBeginOnItsHighestLevelWithItsWholeWayAsKey() throws IOException {
    Route route = postponement.route("warren.tasks.a", Duration.ofMillis(1_200));

    assertThat(route.exchange()).isEqualTo("warren.delay.2");
    assertThat(route.key()).isEqualTo("0.".repeat(24) + "1.0.1.warren.tasks.a");
    assertThat(route.headers()).isEmpty();
  }

  @Test
  void queueShouldBeReachedWithAnyDelay() throws IOException {
    postponement.reach("warren.tasks.a");

    assertThat(asked).contains("queueBindNoWait warren.tasks.a");
  }

  @Test
  void embeddedBrokerShouldBeToldWhenAMessageIsDue() {
    long before = System.currentTimeMillis();

    Route route = new QpidPostponement().route("q", Duration.ofSeconds(5));

    assertThat(route.exchange()).isEmpty();
    assertThat(route.key()).isEqualTo("q");
    assertThat((Long) route.headers().get("x-qpid-not-valid-before"))
        .isBetween(before + 5_000, System.currentTimeMillis() + 5_000);
  }
}
