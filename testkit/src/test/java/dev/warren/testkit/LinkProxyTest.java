package dev.warren.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkProxyTest {

  private static final int SHORT_MILLIS = 100;

  private ServerSocket server;
  private LinkProxy link;

  /** A server that says everything back. */
  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept);
    acceptor.setDaemon(true);
    acceptor.start();
    link = LinkProxy.to(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    link.close();
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread echo =
            new Thread(
                () -> {
                  try (client) {
                    client.getInputStream().transferTo(client.getOutputStream());
                  } catch (IOException e) {
                    // The test has cut it.
                  }
                });
        echo.setDaemon(true);
        echo.start();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), link.port());
  }

  private static int echo(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
    return socket.getInputStream().read();
  }

  @Test
  void everythingIsPassedOnInOrder() throws IOException {
    byte[] much = new byte[5_000_000];
    new Random(1).nextBytes(much);
    try (Socket socket = connect()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  socket.getOutputStream().write(much);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      writer.start();

      assertThat(socket.getInputStream().readNBytes(much.length)).isEqualTo(much);
    }
    assertThat(link.connections()).isEqualTo(1);
  }

  @Test
  void cutEndsWhatIsThereAndLetsNewOnesThrough() throws IOException {
    try (Socket first = connect()) {
      assertThat(echo(first, 7)).isEqualTo(7);

      link.cut();

      first.setSoTimeout(5_000);
      assertThatThrownBy(
              () -> {
                if (first.getInputStream().read() < 0) {
                  throw new IOException("ended");
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
    try (Socket second = connect()) {
      assertThat(echo(second, 8)).isEqualTo(8);
    }
  }

  @Test
  void delayHoldsEveryByteBackInBothDirections() throws IOException {
    try (Socket socket = connect()) {
      assertThat(echo(socket, 1)).isEqualTo(1);
      link.delay(Duration.ofMillis(SHORT_MILLIS));
      long start = System.nanoTime();

      assertThat(echo(socket, 2)).isEqualTo(2);

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(2 * SHORT_MILLIS));
    }
  }

  @Test
  void stallLetsNothingThroughUntilItIsResumed() throws IOException {
    try (Socket socket = connect()) {
      assertThat(echo(socket, 1)).isEqualTo(1);
      link.stall();
      socket.setSoTimeout(SHORT_MILLIS);
      assertThatThrownBy(() -> echo(socket, 2)).isInstanceOf(SocketTimeoutException.class);

      link.resume();

      socket.setSoTimeout(5_000);
      assertThat(socket.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void aTargetThatIsAwayIsAnEndedConnection() throws IOException {
    server.close();

    try (Socket socket = connect()) {
      socket.setSoTimeout(5_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aLinkLeadsSomewhere() {
    assertThatThrownBy(() -> LinkProxy.to(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void delaysHaveBounds() {
    assertThatThrownBy(() -> link.delay(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> link.delay(LinkProxy.LONGEST_DELAY.plusMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
