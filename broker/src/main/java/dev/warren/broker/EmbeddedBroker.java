package dev.warren.broker;

import dev.warren.spi.LocalBroker;
import dev.warren.spi.LocalBrokerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Apache Qpid Broker-J in this JVM: in memory, on 127.0.0.1 only, with a single user.
 *
 * <p>It does not keep the JVM alive. When every other non-daemon thread has ended it closes itself,
 * and the JVM exits as if it had not been there; a program that only serves it calls {@link
 * #awaitClose()}. At {@link System#exit} and at a signal it goes on working while shutdown hooks
 * run.
 *
 * <p>A queue holds at most an eighth of the direct memory and of the heap; then its publishers are
 * held back, which the RabbitMQ client does by blocking in {@code basicPublish}. Several brokers
 * may run at once. Thread-safe.
 */
public final class EmbeddedBroker implements LocalBroker {

  /** How long Qpid may take to close, and then how long its threads may take to end. */
  static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final BrokerThreads threads;
  private final QpidNode node;
  private final URI uri;
  private final ExitGuard guard = new ExitGuard(this::beginClose);
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private EmbeddedBroker(BrokerThreads threads, QpidNode node, LocalBrokerOptions options) {
    this.threads = threads;
    this.node = node;
    this.uri = uri(options, node.port());
  }

  /**
   * Starts a broker on a free port with a random password.
   *
   * @return a broker that accepts connections
   * @throws BrokerStartException if it cannot start
   */
  public static EmbeddedBroker start() {
    return start(LocalBrokerOptions.random());
  }

  /**
   * Starts a broker; takes about a second the first time in a JVM, a tenth of that later.
   *
   * @param options the port, and the one user that may connect
   * @return a broker that accepts connections
   * @throws BrokerStartException if it cannot start, the port being taken for one; nothing is left
   *     running then
   */
  public static EmbeddedBroker start(LocalBrokerOptions options) {
    Objects.requireNonNull(options, "options");
    requireFreePort(options.port());
    BrokerThreads threads = new BrokerThreads();
    QpidNode node;
    try {
      node = threads.call(() -> QpidNode.open(options));
    } catch (RuntimeException e) {
      threads.awaitEnd(CLOSE_TIMEOUT);
      String problem = "the embedded broker did not start: " + e.getMessage();
      throw new BrokerStartException(options.port(), problem, e);
    }
    EmbeddedBroker broker = new EmbeddedBroker(threads, node, options);
    // Qpid goes on without the thread, and its clients would wait for ever.
    threads.handleUncaughtExceptions(broker::beginClose);
    broker.guard.start();
    return broker;
  }

  @Override
  public URI uri() {
    return uri;
  }

  /**
   * The TCP port on 127.0.0.1 that it listens on.
   *
   * @return the port, also where any free one was asked for
   */
  public int port() {
    return uri.getPort();
  }

  /**
   * Waits until the broker has been closed, by whatever thread; this keeps the JVM alive when it is
   * called by a non-daemon thread.
   *
   * @throws InterruptedException if the caller is interrupted; the broker then goes on
   */
  public void awaitClose() throws InterruptedException {
    try {
      closed.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the embedded broker did not close", e.getCause());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>It takes a few tenths of a second and no interrupt cuts it short. Threads that have not
   * ended after some seconds are named in the log and left alone.
   */
  @Override
  public void close() {
    beginClose();
    closed.join();
  }

  /** Names the address and nothing secret. */
  @Override
  public String toString() {
    return "EmbeddedBroker[" + uri.getHost() + ":" + uri.getPort() + "]";
  }

  /** Package-private for tests. */
  QpidNode node() {
    return node;
  }

  private void beginClose() {
    if (closing.compareAndSet(false, true)) {
      Thread closer = new Thread(BrokerThreads.root(), this::shutDown, "warren-broker-stop");
      closer.setDaemon(true);
      closer.start();
    }
  }

  private void shutDown() {
    try {
      node.close(CLOSE_TIMEOUT);
      threads.awaitEnd(CLOSE_TIMEOUT);
      guard.end();
      closed.complete(null);
    } catch (RuntimeException | Error e) {
      closed.completeExceptionally(e);
    }
  }

  /** Qpid reports a taken port too, but with stack traces in the log and half a second later. */
  private static void requireFreePort(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
    } catch (IOException e) {
      String problem = "cannot listen on " + QpidSettings.HOST + ":" + port;
      String remedy = "choose another --port, or 0 for any free one";
      throw new BrokerStartException(port, problem + " (" + e.getMessage() + "): " + remedy, e);
    }
  }

  private static URI uri(LocalBrokerOptions options, int port) {
    String credentials = encode(options.user()) + ":" + encode(options.password());
    return URI.create("amqp://" + credentials + "@" + QpidSettings.HOST + ":" + port + "/");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
