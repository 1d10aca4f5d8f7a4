package dev.warren.sync.route;

import dev.warren.sync.wire.Frames;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames to and from the other end of a socket. The channel does not block, because an interrupt
 * closes one that does, whoever is interrupted. One thread, the channel's own, reads, and writes
 * what the socket did not take at once. When it cannot write any more it still reads, to the end,
 * what the other end had sent. Thread-safe.
 */
final class FrameChannel {

  private static final Logger log = LoggerFactory.getLogger(FrameChannel.class);
  private static final int READ_BYTES = 64 << 10;

  private final SocketChannel channel;
  private final Selector selector;
  private final Object lock = new Object();
  private final Consumer<byte[]> frames;
  private final Runnable end;
  private ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
  private ByteBuffer out = ByteBuffer.allocate(READ_BYTES).flip();
  private boolean broken;

  /** The other end takes nothing any more. */
  private boolean deaf;

  /**
   * Takes a connected socket over; {@link #start} begins to read.
   *
   * @param frames takes each frame, without its length, on the channel's thread
   * @param end runs at the end, on the same thread
   */
  FrameChannel(SocketChannel channel, Consumer<byte[]> frames, Runnable end) throws IOException {
    this.channel = channel;
    this.frames = frames;
    this.end = end;
    channel.configureBlocking(false);
    selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
  }

  void start(String name) {
    Thread thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Sends a frame without waiting for anything. What the other end does not take is dropped. */
  void send(byte[] frame) {
    synchronized (lock) {
      if (!broken && !deaf) {
        enqueue(frame);
        flush();
      }
    }
  }

  /**
   * Sends a frame and returns when the operating system has it: the other end gets it then, even if
   * this process dies. An interrupt does not end the wait, but stays. If the other end takes
   * nothing any more, the end of the channel follows.
   *
   * @return false if the channel has ended
   */
  boolean sendNow(byte[] frame) {
    boolean interrupted = false;
    boolean sent;
    synchronized (lock) {
      send(frame);
      while (!broken && out.hasRemaining()) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      sent = !broken;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return sent;
  }

  private void enqueue(byte[] frame) {
    if (!out.hasRemaining() && frame.length <= out.capacity()) {
      out.clear();
    } else {
      ByteBuffer larger = out;
      if (out.capacity() < out.remaining() + frame.length) {
        larger = ByteBuffer.allocate(Math.max(2 * out.capacity(), out.remaining() + frame.length));
        larger.put(out);
      } else {
        out.compact();
      }
      out = larger;
    }
    out.put(frame).flip();
  }

  private void flush() {
    try {
      if (out.hasRemaining()) {
        channel.write(out);
      }
    } catch (IOException e) {
      log.debug("a doorway's socket cannot be written to: {}", e.toString());
      deaf = true;
      out.clear().flip();
    }
    int wanted = SelectionKey.OP_READ | (out.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    SelectionKey key = channel.keyFor(selector);
    if (key != null && key.isValid() && key.interestOps() != wanted) {
      key.interestOps(wanted);
      selector.wakeup();
    }
    if (!out.hasRemaining()) {
      lock.notifyAll();
    }
  }

  private void run() {
    try {
      while (true) {
        selector.select();
        synchronized (lock) {
          if (broken) {
            return;
          }
          flush();
        }
        read();
      }
    } catch (EOFException e) {
      log.debug("the other end of a doorway has gone");
    } catch (IOException | RuntimeException | Error e) {
      log.debug("a doorway's socket has failed", e);
    } finally {
      close();
      end.run();
    }
  }

  private void read() throws IOException {
    int count = channel.read(in);
    if (count < 0) {
      throw new EOFException();
    }
    in.flip();
    while (in.remaining() >= Frames.PREFIX) {
      int length = Frames.checkLength(in.getInt(in.position()));
      if (in.remaining() < Frames.PREFIX + length) {
        makeRoom(Frames.PREFIX + length);
        return;
      }
      byte[] frame = new byte[length];
      in.position(in.position() + Frames.PREFIX);
      in.get(frame);
      frames.accept(frame);
    }
    in.compact();
  }

  private void makeRoom(int size) {
    if (in.capacity() >= size) {
      in.compact();
    } else {
      in = ByteBuffer.allocate(size).put(in);
    }
  }

  /** Ends it; the channel's thread ends as well. */
  void close() {
    synchronized (lock) {
      if (broken) {
        return;
      }
      broken = true;
      lock.notifyAll();
    }
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      log.debug("closing a doorway's socket: {}", e.toString());
    }
  }
}
