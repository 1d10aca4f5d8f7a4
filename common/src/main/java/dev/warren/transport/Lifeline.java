package dev.warren.transport;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/**
 * What a connection hangs on, from before it is made: its socket, and whether it is lost.
 *
 * <p>The client library closes a socket only after whoever writes to it, however long that is
 * stuck; so here it is closed first, which ends the writer as well. Thread-safe.
 */
final class Lifeline {

  private static final int LINGER_SECONDS = 1;

  private final CompletableFuture<Loss> lost = new CompletableFuture<>();
  private volatile Socket socket;
  private volatile boolean cut;

  /** Takes note of the socket that is about to be connected. */
  void use(Socket fresh) throws IOException {
    socket = fresh;
    if (cut) {
      throw new IOException("the connection is not wanted any more");
    }
  }

  /**
   * Completes with the reason when the connection is lost or given up. Whoever hangs on it must not
   * block: the socket is cut after that.
   */
  CompletableFuture<Loss> whenLost() {
    return lost;
  }

  /** Gives the connection up. Takes up to a second if there is something left to send. */
  void lose(Loss loss) {
    if (lost.complete(loss)) {
      cut();
    }
  }

  /** Ends the connection, or the making of it, without a goodbye. */
  void cut() {
    cut = true;
    Socket last = socket;
    if (last != null) {
      try {
        last.setSoLinger(true, LINGER_SECONDS);
        last.close();
      } catch (IOException e) {
        // It is closed already.
      }
    }
  }
}
