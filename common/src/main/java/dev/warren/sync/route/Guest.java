package dev.warren.sync.route;

import dev.warren.sync.wire.Answer;
import dev.warren.sync.wire.Port;
import dev.warren.sync.wire.Request;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process at the doorway. The first frame names a manager, all others are requests to it. */
final class Guest {

  private static final Logger log = LoggerFactory.getLogger(Guest.class);

  private final FrameChannel channel;
  private Port port;

  private Guest(SocketChannel socket) throws IOException {
    channel = new FrameChannel(socket, this::frame, this::left);
  }

  static void welcome(SocketChannel socket) throws IOException {
    FrameChannel channel = new Guest(socket).channel;
    try {
      channel.start("warren-guest");
    } catch (OutOfMemoryError e) { // There are no more threads.
      channel.close();
      throw e;
    }
  }

  private void frame(byte[] frame) {
    if (port == null) {
      port = Routes.open(new String(frame, StandardCharsets.UTF_8), this::answer);
      return;
    }
    try {
      port.send(Request.of(frame));
    } catch (IllegalArgumentException e) {
      log.warn("a process has sent what is no request, and is cut off: {}", e.getMessage());
      channel.close();
    }
  }

  private void answer(Answer answer) {
    channel.send(answer.toFrame());
  }

  private void left() {
    if (port != null) {
      port.close();
    }
  }
}
