package dev.warren.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Joins each connection that comes in at one address with a new one to another. Either may be a
 * socket in the file system, which is the one thing that two network namespaces have in common.
 */
final class SocketRelay implements AutoCloseable {

  private static final int BUFFER = 64 << 10;

  private final ServerSocketChannel server;
  private final SocketAddress target;

  private SocketRelay(ServerSocketChannel server, SocketAddress target) {
    this.server = server;
    this.target = target;
  }

  static SocketRelay open(SocketAddress address, SocketAddress target) {
    try {
      ServerSocketChannel server =
          address instanceof UnixDomainSocketAddress
              ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
              : ServerSocketChannel.open();
      server.bind(address);
      SocketRelay made = new SocketRelay(server, target);
      start(made::accept, "accept");
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at " + address, e);
    }
  }

  private void accept() throws IOException {
    while (true) {
      SocketChannel near = server.accept();
      start(() -> join(near), "join");
    }
  }

  private void join(SocketChannel near) throws IOException {
    try (near;
        SocketChannel far = SocketChannel.open(target)) {
      start(() -> pump(far, near), "back");
      pump(near, far);
    }
  }

  /** Until one end closes, and then neither is of use. */
  private static void pump(SocketChannel from, SocketChannel to) throws IOException {
    try (from;
        to) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    }
  }

  private interface Piece {
    void run() throws IOException;
  }

  private static void start(Piece piece, String role) {
    Thread thread =
        new Thread(
            () -> {
              try {
                piece.run();
              } catch (ClosedChannelException e) {
                // The other end was closed first.
              } catch (IOException e) {
                System.err.println(role + ": " + e);
              }
            },
            "relay-" + role);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code PORT FILE}: from a port of every address to a socket; ends with its input. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    try (SocketRelay relay =
        open(new InetSocketAddress(port), UnixDomainSocketAddress.of(Path.of(args[1])))) {
      System.out.println("listening");
      while (System.in.read() >= 0) {
        // Nobody says anything: the end is all there is to read.
      }
    }
  }
}
