package dev.warren.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.pool.Pool;
import dev.warren.retry.RetryPolicy;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of {@code docs/testing.md}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("chaos")
class FaultsIT {

  private static final int CALLS = 10_000;

  static int slowSquare(int x) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(2);
    return x * x;
  }

  @Test
  void aMapHasAllItsResultsThoughLinksAndChildrenFail() {
    URI broker = RabbitBrokers.shared().map(it -> it.uri()).orElse(null);
    assumeTrue(broker != null, RabbitBrokers.unavailableReason());
    List<Integer> numbers = IntStream.range(0, CALLS).boxed().toList();
    try (LinkProxy link = LinkProxy.to(new InetSocketAddress(broker.getHost(), broker.getPort()));
        Pool pool =
            Pool.builder()
                .broker(
                    "amqp://%s@127.0.0.1:%d%s"
                        .formatted(broker.getRawUserInfo(), link.port(), broker.getRawPath()))
                .processes(2)
                .patience(Duration.ofMinutes(5))
                .retry(RetryPolicy.builder().crashAttempts(RetryPolicy.MAX_ATTEMPTS).build())
                .open();
        ChaosDriver chaos =
            ChaosDriver.builder(42)
                .track(
                    "links",
                    Duration.ofSeconds(3),
                    List.of(
                        LinkFaults.cut(List.of(link)),
                        LinkFaults.slow(
                            List.of(link), Duration.ofMillis(200), Duration.ofMillis(500))))
                .track(
                    "children",
                    Duration.ofSeconds(3),
                    List.of(
                        ProcessFaults.killChild(
                            () -> WorkerHostProcess.childrenOf(ProcessHandle.current()))))
                .onFault(System.err::println)
                .start()) {

      assertThat(pool.map(FaultsIT::slowSquare, numbers))
          .isEqualTo(numbers.stream().map(x -> x * x).toList());

      assertThat(chaos.counts()).containsKeys("link cut", "child killed");
      assertThat(chaos.failures()).isEmpty();
    }
  }
}
