package dev.warren.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.broker.testing.RabbitBroker;
import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.testkit.Fault;
import dev.warren.testkit.LinkProxy;
import dev.warren.testkit.RabbitCluster;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chaos run for a minute: on a cluster where Docker answers, or else on one native node. */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("chaos")
class ChaosRunIT {

  private static final Duration RESTART_PAUSE = Duration.ofSeconds(15);
  private static final Duration LINK_PAUSE = Duration.ofSeconds(7);
  private static final String IMAGE = "WARREN_TEST_RABBITMQ_IMAGE";

  @TempDir private Path folder;

  private static ChaosOptions options() {
    return new ChaosOptions(
        20_26,
        Duration.ofMinutes(1),
        20_000,
        3,
        4,
        1,
        Optional.ofNullable(System.getenv(IMAGE)).orElse(RabbitCluster.DEFAULT_IMAGE));
  }

  @Test
  void nothingIsLostWhileEverythingFails() throws Exception {
    boolean onNativeNode = "native".equals(System.getenv("WARREN_TEST_BROKER"));
    ChaosReport report =
        !onNativeNode && RabbitCluster.isPossible() ? ChaosMain.run(options()) : onOneNode();

    System.out.println(report);
    assertThat(report.isFlawless()).as(report.toString()).isTrue();
    assertThat(report.broken()).isEmpty();
    assertThat(report.faultsInAll()).isGreaterThan(10);
  }

  private ChaosReport onOneNode() throws Exception {
    Optional<RabbitBroker> found = RabbitBrokers.privateNode();
    assumeTrue(found.isPresent(), "no Docker, and no rabbitmq-server on this machine");
    try (RabbitBroker broker = found.get();
        LinkProxy link = LinkProxy.to(address(broker.uri()))) {
      Fault restart =
          new Fault(
              "node killed",
              1,
              Duration.ZERO,
              random -> {
                broker.restart();
                return Fault.Healing.NOTHING;
              });
      Fault closed =
          new Fault(
              "connections closed",
              1,
              Duration.ZERO,
              random -> {
                broker.closeAllConnections();
                return Fault.Healing.NOTHING;
              });
      return new ChaosRun(options(), through(broker.uri(), link), folder, System.err::println)
          .with("node", RESTART_PAUSE, List.of(restart, closed))
          .with("links", LINK_PAUSE, ChaosMain.linkFaults(List.of(link)))
          .run();
    }
  }

  private static InetSocketAddress address(URI broker) {
    return new InetSocketAddress(broker.getHost(), broker.getPort());
  }

  private static String through(URI broker, LinkProxy link) {
    return "amqp://" + broker.getRawUserInfo() + "@127.0.0.1:" + link.port() + broker.getRawPath();
  }
}
