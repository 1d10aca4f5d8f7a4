package dev.warren.command;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The sending end of a stream: what is written goes out at once as messages, as far as there is
 * credit, and waits for credit where there is none. Thread-safe.
 */
public final class Outflow extends OutputStream {

  /** How many bytes may be on their way, or lie unread at the other end. */
  public static final int WINDOW = 1024 * 1024;

  /**
   * The most that one message carries. Far below the window, so that a full one can be waited for.
   */
  public static final int CHUNK = 128 * 1024;

  private final UUID id;
  private final int stream;
  private final Consumer<CommandMessage> sender;
  private long credit = WINDOW;
  private boolean closed;
  private String broken;

  /**
   * The sending end of a stream of a command.
   *
   * @param id the command
   * @param stream which of its streams
   * @param sender gets each message, in order; must not wait for the broker
   */
  public Outflow(UUID id, int stream, Consumer<CommandMessage> sender) {
    this.id = id;
    this.stream = stream;
    this.sender = sender;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    for (int done = 0; done < length; ) {
      int size = Math.min(CHUNK, length - done);
      awaitCredit(size);
      credit -= size;
      byte[] body = Arrays.copyOfRange(bytes, from + done, from + done + size);
      sender.accept(new CommandMessage(id, CommandMessage.Type.DATA, stream, body));
      done += size;
    }
  }

  private void awaitCredit(int size) throws IOException {
    while (credit < size && !closed && broken == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while the other end does not read");
      }
    }
    if (broken != null) {
      throw new IOException(broken);
    }
    if (closed) {
      throw new IOException("the stream is closed");
    }
  }

  /**
   * Lets more bytes go.
   *
   * @param bytes how many
   */
  public synchronized void grant(long bytes) {
    credit += bytes;
    notifyAll();
  }

  /**
   * Has every write fail from now on: nobody reads any more.
   *
   * @param reason what the writer is told
   */
  public synchronized void breakOff(String reason) {
    if (broken == null) {
      broken = reason;
      notifyAll();
    }
  }

  /** Says that all was written. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      notifyAll();
      if (broken == null) {
        sender.accept(CommandMessage.of(id, CommandMessage.Type.END, stream));
      }
    }
  }
}
