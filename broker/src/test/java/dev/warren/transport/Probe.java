package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A link with a listener that remembers what it hears. */
final class Probe implements LinkListener, AutoCloseable {

  /** What a test sets up on every session. */
  interface SetUp {
    void on(Session session) throws IOException;
  }

  /** Sets up nothing. */
  static final SetUp NOTHING = session -> {};

  private final SetUp setUp;
  private final BlockingQueue<Session> ups = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> downs = new LinkedBlockingQueue<>();
  private final CompletableFuture<BrokerException> failure = new CompletableFuture<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<BrokerEvent> events = new CopyOnWriteArrayList<>();
  private volatile Session setUpLast;
  private BrokerLink link;

  private Probe(SetUp setUp) {
    this.setUp = setUp;
  }

  /** Opens a link and does not wait for it. */
  static Probe open(LinkSettings settings, SetUp setUp) {
    Probe probe = new Probe(setUp);
    probe.link = BrokerLink.open(settings, probe);
    return probe;
  }

  BrokerLink link() {
    return link;
  }

  /** The next session that has been set up, once it has been said to be connected. */
  Session nextSession() throws InterruptedException {
    Session session = ups.poll(Kit.SOON.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(session).as("a session, having heard %s", heard).isNotNull();
    return session;
  }

  /** Why the next session was lost. */
  String nextLoss() throws InterruptedException {
    String reason = downs.poll(Kit.SOON.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(reason).as("the reason of a loss, having heard %s", heard).isNotNull();
    return reason;
  }

  /** Why the link gave up. */
  BrokerException nextFailure() {
    assertThat(failure).succeedsWithin(Kit.SOON);
    return failure.join();
  }

  /** All that it heard, in order, as words. */
  List<String> heard() {
    return heard;
  }

  /** The names of all that it was told of. */
  List<BrokerState> states() {
    return events.stream().map(BrokerEvent::state).toList();
  }

  /** What it was told last of all that has that name. */
  BrokerEvent last(BrokerState state) {
    return events.stream()
        .filter(each -> each.state() == state)
        .reduce((one, next) -> next)
        .orElseThrow();
  }

  @Override
  public void heard(BrokerEvent event) {
    events.add(event);
    Session fresh = setUpLast;
    if (event.state() == BrokerState.CONNECTED && fresh != null) {
      setUpLast = null;
      ups.add(fresh);
    }
  }

  @Override
  public void up(Session session) throws IOException {
    setUp.on(session);
    heard.add("up " + session.epoch());
    setUpLast = session;
  }

  @Override
  public void down(String reason) {
    heard.add("down");
    downs.add(reason);
  }

  @Override
  public void failed(BrokerException reason) {
    heard.add("failed");
    failure.complete(reason);
  }

  @Override
  public void close() {
    link.close();
  }
}
