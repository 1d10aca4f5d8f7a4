package dev.warren.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP link that can be cut, slowed and stalled: stands on a port of the loopback interface, in
 * front of a broker for example, and passes everything on. Thread-safe.
 *
 * <pre>{@code
 * try (LinkProxy link = LinkProxy.to(new InetSocketAddress("127.0.0.1", 5672));
 *     Pool pool = Pool.builder().broker("amqp://guest:guest@127.0.0.1:" + link.port()).open()) {
 *   link.delay(Duration.ofMillis(200));
 *   ...
 *   link.cut();
 * }
 * }</pre>
 */
public final class LinkProxy implements AutoCloseable {

  private static final int BACKLOG = 50;

  /** The longest latency that can be asked for. */
  public static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile long delayNanos;
  private volatile boolean stalled;

  private LinkProxy(InetSocketAddress target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  /**
   * Opens a link.
   *
   * @param target where it leads; connected to anew for each connection, so it may be away at times
   * @return the link
   * @throws UncheckedIOException if there is no port to be had
   */
  public static LinkProxy to(InetSocketAddress target) {
    Objects.requireNonNull(target, "target");
    try {
      ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      LinkProxy made = new LinkProxy(target, server);
      start(made::accept, "accept");
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where it begins.
   *
   * @return a port of the loopback interface, the same until it is closed
   */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * How often it was connected to.
   *
   * @return the number of connections, those that are gone included
   */
  public int connections() {
    return accepted.get();
  }

  /** Breaks every connection, for both ends; new ones are let through. */
  public void cut() {
    pairs.forEach(Pair::close);
  }

  /**
   * Slows it down: each byte arrives so much later, in either direction.
   *
   * @param latency zero for none, at most {@link #LONGEST_DELAY}
   * @throws IllegalArgumentException if it is negative or longer
   */
  public void delay(Duration latency) {
    if (latency.isNegative() || latency.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "a delay is zero to " + LONGEST_DELAY + ", not " + latency);
    }
    delayNanos = latency.toNanos();
  }

  /** Lets nothing through any more, in new connections neither: nobody notices but by waiting. */
  public void stall() {
    stalled = true;
  }

  /** Lets everything through again, at once and what was held back first. */
  public void resume() {
    stalled = false;
    delayNanos = 0;
  }

  /** Breaks every connection and takes no more. */
  @Override
  public void close() {
    quietly(server);
    cut();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        accepted.incrementAndGet();
        start(() -> connect(client), "connect");
      } catch (IOException e) {
        // Closed, or a client that has gone before it was taken in.
      }
    }
  }

  private void connect(Socket client) {
    Socket far = new Socket();
    try {
      client.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      far.connect(target);
    } catch (IOException e) {
      quietly(client); // As a client sees a host that is away.
      quietly(far);
      return;
    }
    Pair pair = new Pair(client, far);
    pairs.add(pair);
    pair.open();
    if (server.isClosed()) {
      pair.close();
    }
  }

  private static void start(Runnable task, String role) {
    Thread thread = new Thread(task, "warren-link-" + role);
    thread.setDaemon(true);
    thread.start();
  }

  private static void quietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // It is gone, which is what was wanted.
    }
  }

  private final class Pair {

    private final Socket near;
    private final Socket far;
    private final DelayedPipe there = new DelayedPipe(() -> delayNanos, () -> stalled);
    private final DelayedPipe back = new DelayedPipe(() -> delayNanos, () -> stalled);

    Pair(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    void open() {
      pump(there, near, far);
      pump(back, far, near);
    }

    private void pump(DelayedPipe pipe, Socket from, Socket to) {
      start(() -> untilItBreaks(() -> pipe.fill(from.getInputStream())), "reader");
      start(
          () -> {
            untilItBreaks(() -> pipe.drain(to.getOutputStream()));
            close();
          },
          "writer");
    }

    private void untilItBreaks(Pumping pumping) {
      try {
        pumping.run();
      } catch (IOException | InterruptedException e) {
        close();
      }
    }

    void close() {
      pairs.remove(this);
      quietly(near);
      quietly(far);
      there.cut();
      back.cut();
    }
  }

  private interface Pumping {
    void run() throws IOException, InterruptedException;
  }
}
