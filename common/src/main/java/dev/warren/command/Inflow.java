package dev.warren.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The receiving end of a stream: keeps what has come until it is read, and grants the sender more
 * only then. Thread-safe.
 */
public final class Inflow extends InputStream {

  /** Grants go out for as much at a time, or each read would be a message. */
  private static final int GRANT = Outflow.WINDOW / 4;

  private final UUID id;
  private final int stream;
  private final Consumer<CommandMessage> sender;
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int position;
  private int buffered;
  private int ungranted;
  private boolean ended;
  private boolean closed;
  private String broken;

  /**
   * The receiving end of a stream of a command.
   *
   * @param id the command
   * @param stream which of its streams
   * @param sender gets each message, in order; must not wait for the broker
   */
  public Inflow(UUID id, int stream, Consumer<CommandMessage> sender) {
    this.id = id;
    this.stream = stream;
    this.sender = sender;
  }

  /**
   * Takes what has come.
   *
   * @param bytes not copied
   * @return false if that is more than was granted: the sender breaks the protocol
   */
  public synchronized boolean add(byte[] bytes) {
    if (closed || ended || bytes.length == 0) {
      return true;
    }
    if (buffered + ungranted + bytes.length > Outflow.WINDOW) {
      return false;
    }
    chunks.add(bytes);
    buffered += bytes.length;
    notifyAll();
    return true;
  }

  /** Nothing more will come. */
  public synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Nothing more will come, and that is not how it should be: reads fail once what is there is
   * read.
   *
   * @param reason what the reader is told
   */
  public synchronized void breakOff(String reason) {
    if (!ended && broken == null) {
      broken = reason;
      notifyAll();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (!awaitData()) {
      return -1;
    }
    byte[] chunk = chunks.element();
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, into, from, count);
    position += count;
    if (position == chunk.length) {
      chunks.remove();
      position = 0;
    }
    buffered -= count;
    grant(count);
    return count;
  }

  private boolean awaitData() throws IOException {
    while (chunks.isEmpty() && !ended && !closed && broken == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while nothing comes");
      }
    }
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (chunks.isEmpty() && broken != null) {
      throw new IOException(broken);
    }
    return !chunks.isEmpty();
  }

  private void grant(int count) {
    ungranted += count;
    if (ungranted >= GRANT && !ended && broken == null) {
      sender.accept(CommandMessage.credit(id, stream, ungranted));
      ungranted = 0;
    }
  }

  @Override
  public synchronized int available() {
    return closed ? 0 : buffered;
  }

  /** Reads no more, and tells the sender so. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      chunks.clear();
      notifyAll();
      if (!ended && broken == null) {
        sender.accept(CommandMessage.of(id, CommandMessage.Type.END, stream));
      }
    }
  }
}
