package dev.warren.sync.route;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets guests in until the door is closed. One that cannot be let in, for want of descriptors or
 * threads for example, is not the last: the others would wait for ever.
 */
final class Doorkeeper implements Runnable {

  /** A door that processes knock at. */
  interface Door {

    /** Waits for the next one. */
    SocketChannel accept() throws IOException;

    /** Turns away whoever comes. */
    void close() throws IOException;
  }

  /** Takes a process in. */
  interface Host {
    void welcome(SocketChannel socket) throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

  /** Nothing tells when there are descriptors again. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Door door;
  private final Host host;

  Doorkeeper(ServerSocketChannel server) {
    this(
        new Door() {
          @Override
          public SocketChannel accept() throws IOException {
            return server.accept();
          }

          @Override
          public void close() throws IOException {
            server.close();
          }
        },
        Guest::welcome);
  }

  Doorkeeper(Door door, Host host) {
    this.door = door;
    this.host = host;
  }

  @Override
  public void run() {
    try {
      while (true) {
        letIn();
      }
    } catch (ClosedChannelException e) {
      log.debug("the doorway is closed");
    } finally {
      close(door::close);
    }
  }

  private void letIn() throws ClosedChannelException {
    SocketChannel socket;
    try {
      socket = door.accept();
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      log.warn("no child process can be let in for the moment: {}", e.toString());
      LockSupport.parkNanos(PAUSE_NANOS);
      return;
    }
    try {
      host.welcome(socket);
    } catch (IOException | RuntimeException | Error e) {
      log.warn("a child process could not be let in: {}", e.toString());
      close(socket::close);
    }
  }

  /** Something that is closed. */
  private interface Closing {
    void run() throws IOException;
  }

  private static void close(Closing closing) {
    try {
      closing.run();
    } catch (IOException e) {
      log.debug("closing a doorway: {}", e.toString());
    }
  }
}
