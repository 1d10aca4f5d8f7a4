package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Frames;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import dev.warren.sync.wire.Status;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A way through another process's doorway: a connection for each manager. It lives as long as this
 * process uses it, and its end tells the other side that this process is gone.
 */
final class SocketPort implements Port {

  private final Consumer<Answer> answers;
  private final FrameChannel channel;

  private SocketPort(SocketChannel socket, Consumer<Answer> answers) throws IOException {
    this.answers = answers;
    channel =
        new FrameChannel(
            socket,
            frame -> answers.accept(Answer.of(frame)),
            () -> answers.accept(Answer.toAll(Status.GONE)));
  }

  /**
   * Connects.
   *
   * @throws IOException if there is no such doorway any more
   */
  static SocketPort open(Path doorway, String manager, Consumer<Answer> answers)
      throws IOException {
    SocketPort port = new SocketPort(connect(doorway), answers);
    port.channel.start("warren-answers");
    port.channel.sendNow(Frames.of(manager.getBytes(StandardCharsets.UTF_8)));
    return port;
  }

  /** Connects whether or not the calling thread is interrupted, which would close the socket. */
  private static SocketChannel connect(Path doorway) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          return SocketChannel.open(UnixDomainSocketAddress.of(doorway));
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void send(Request request) {
    if (!channel.sendNow(request.toFrame())) {
      answers.accept(Answer.toAll(Status.GONE));
    }
  }

  @Override
  public void close() {
    channel.close();
  }
}
