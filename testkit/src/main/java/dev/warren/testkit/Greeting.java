package dev.warren.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether a broker takes connections: it answers an AMQP client's first eight bytes. */
final class Greeting {

  private static final byte[] HELLO = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  private static final int ANSWER_MILLIS = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long PAUSE_MILLIS = 250;

  private Greeting() {}

  /** Waits for it, three minutes at most. */
  static void await(InetSocketAddress broker) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!answers(broker)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IOException(
            "the broker at "
                + broker
                + " takes no connection after "
                + PATIENCE.toMinutes()
                + " minutes");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // It sends no signal that could be waited for.
    }
  }

  private static boolean answers(InetSocketAddress broker) {
    try (Socket socket = new Socket()) {
      socket.connect(broker, ANSWER_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write(HELLO);
      byte[] start = socket.getInputStream().readNBytes(1);
      return start.length == 1 && !new String(start, StandardCharsets.US_ASCII).equals("A");
    } catch (IOException e) {
      return false;
    }
  }
}
