package dev.warren.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a broker, and does to their connections what networks do. */
public final class CutProxy implements AutoCloseable {

  private static final int BLOCK = 64 * 1024;
  private static final int PROTOCOL_HEADER = 8;

  private final InetSocketAddress broker;
  private final ServerSocket server;
  private final List<Pair> pairs = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong nextEnds = new AtomicLong(Long.MAX_VALUE);
  private boolean toBrokerStalled;
  private boolean toClientStalled;

  public CutProxy(InetSocketAddress broker) {
    this(broker, 0);
  }

  CutProxy(InetSocketAddress broker, int port) {
    this.broker = broker;
    try {
      this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept, "accept");
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many connections there have been. */
  int accepted() {
    return accepted.get();
  }

  /** Breaks every connection, for both sides. */
  public void cut() {
    pairs.forEach(Pair::close);
  }

  /** Breaks every connection for the client; the broker still believes in it. */
  void cutUnseenByBroker() {
    for (Pair each : pairs) {
      each.unseenByBroker = true;
      quietly(each.client::close);
    }
  }

  /** Ends the next connection in the middle of its login. */
  void dropNextLogin() {
    endNextAfter(PROTOCOL_HEADER);
  }

  /** Ends the next connection instead of handing the broker more than so many bytes. */
  public void endNextAfter(long bytes) {
    nextEnds.set(bytes);
  }

  /** Lets nothing through to the client any more. */
  public synchronized void stallToClient() {
    toClientStalled = true;
  }

  /** Lets nothing through any more; nobody notices but by waiting. */
  public synchronized void stall() {
    toBrokerStalled = true;
    toClientStalled = true;
  }

  /** Lets everything through again. */
  public synchronized void resume() {
    toBrokerStalled = false;
    toClientStalled = false;
    notifyAll();
  }

  @Override
  public void close() {
    quietly(server::close);
    resume();
    cut();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        accepted.incrementAndGet();
        Pair pair = new Pair(client, nextEnds.getAndSet(Long.MAX_VALUE));
        pairs.add(pair);
        if (server.isClosed()) {
          pair.close(); // Java may still accept one that comes while it closes.
        }
        start(() -> pair.pump(client, pair.toBroker, true), "to-broker");
        start(() -> pair.pump(pair.toBroker, client, false), "to-client");
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private synchronized void awaitFlow(boolean toBroker) throws InterruptedException {
    while (toBroker ? toBrokerStalled : toClientStalled) {
      wait();
    }
  }

  private static void start(Runnable task, String role) {
    Thread thread = new Thread(task, "cut-proxy-" + role);
    thread.setDaemon(true);
    thread.start();
  }

  private static void quietly(IoAction action) {
    try {
      action.run();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }

  private interface IoAction {
    void run() throws IOException;
  }

  private final class Pair {

    private final Socket client;
    private final Socket toBroker = new Socket();
    private final long endsAfter;
    private volatile boolean unseenByBroker;

    Pair(Socket client, long endsAfter) throws IOException {
      this.client = client;
      this.endsAfter = endsAfter;
      toBroker.connect(broker);
    }

    void pump(Socket from, Socket to, boolean towardsBroker) {
      byte[] block = new byte[BLOCK];
      long total = 0;
      try {
        while (true) {
          int count = from.getInputStream().read(block);
          if (count < 0) {
            break;
          }
          total += count;
          if (towardsBroker && total > endsAfter) {
            break;
          }
          awaitFlow(towardsBroker);
          if (!unseenByBroker) {
            to.getOutputStream().write(block, 0, count);
          }
        }
      } catch (IOException | InterruptedException e) {
        // The connection ends.
      }
      if (!unseenByBroker) {
        close();
      }
    }

    void close() {
      quietly(client::close);
      quietly(toBroker::close);
    }
  }
}
