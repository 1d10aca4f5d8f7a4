package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.BrokerException;
import dev.warren.transport.BrokerLink;
import dev.warren.transport.LinkListener;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A short connection to a broker behind the back of pools and hosts. */
final class BrokerVisit implements LinkListener {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** What is done there. */
  interface Work {
    void on(Session session) throws Exception;
  }

  private final List<QueueSpec> queues;
  private final CompletableFuture<Session> arrived = new CompletableFuture<>();

  private BrokerVisit(List<QueueSpec> queues) {
    this.queues = queues;
  }

  /** Connects, declares the queues, works, and leaves. */
  static void pay(String uri, List<QueueSpec> queues, Work work) throws Exception {
    BrokerVisit visit = new BrokerVisit(queues);
    LinkSettings settings = new LinkSettings(BrokerAddress.parse(uri), "visit", SOON, SOON);
    try (BrokerLink link = BrokerLink.open(settings, visit)) {
      link.awaitUp();
      work.on(visit.arrived.join());
    }
  }

  /** Publishes a message and waits until the broker has it. */
  static void publish(Session session, Message message) throws IOException {
    CompletableFuture<String> verdict = new CompletableFuture<>();
    session.publisher().publish(message, new Verdict(verdict));
    assertThat(verdict).succeedsWithin(SOON).isEqualTo("confirmed");
  }

  @Override
  public void up(Session session) throws IOException {
    for (QueueSpec each : queues) {
      session.declare(each);
    }
    arrived.complete(session);
  }

  @Override
  public void down(String reason) {
    // The test fails by what it waits for.
  }

  @Override
  public void failed(BrokerException reason) {
    // Said by awaitUp.
  }

  private record Verdict(CompletableFuture<String> heard) implements Receipt {

    @Override
    public void confirmed() {
      heard.complete("confirmed");
    }

    @Override
    public void unroutable() {
      heard.complete("unroutable");
    }

    @Override
    public void refused() {
      heard.complete("refused");
    }

    @Override
    public void lost() {
      heard.complete("lost");
    }
  }
}
