package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MissedHeartbeatException;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FaultsTest {

  @Test
  void whatTheClientLibraryHasNoWordsForIsPutIntoWords() {
    assertThat(Faults.describe(new TimeoutException()))
        .isEqualTo("the broker does not answer in time");
    assertThat(Faults.describe(lostBy(new EOFException())))
        .isEqualTo("the connection was closed at the other end");
    assertThat(Faults.describe(lostBy(new MissedHeartbeatException("heartbeat = 10"))))
        .isEqualTo("nothing was heard of the broker for too long");
  }

  @Test
  void whatHasWordsKeepsThem() {
    assertThat(Faults.describe(new IOException(new ConnectException("Connection refused"))))
        .isEqualTo("ConnectException: Connection refused");
  }

  @Test
  void codeOfAWrongPasswordIsOneOnlyBeforeThereIsAConnection() {
    IOException closed = closedWith(AMQP.NOT_ALLOWED);

    assertThat(Faults.stateAtStart(closed, false)).isEqualTo(BrokerState.REFUSED);
    assertThat(Faults.stateAtStart(closed, true)).isEqualTo(BrokerState.UNREACHABLE);
  }

  @Test
  void wordsOfTheBrokerSayMoreThanThoseOfASocket() {
    IOException words = closedWith(AMQP.NOT_ALLOWED);
    IOException socket = lostBy(new SocketException("Socket closed"));
    IOException other = lostBy(new EOFException());

    assertThat(Faults.telling(socket, words)).isSameAs(words);
    assertThat(Faults.telling(words, socket)).isSameAs(words);
    assertThat(Faults.telling(socket, other)).isSameAs(socket);
  }

  @Test
  void missingRightIsARefusalAtAnyTime() {
    IOException closed = closedWith(AMQP.ACCESS_REFUSED);

    assertThat(Faults.stateAtStart(closed, false)).isEqualTo(BrokerState.REFUSED);
    assertThat(Faults.stateAtStart(closed, true)).isEqualTo(BrokerState.REFUSED);
  }

  private static IOException closedWith(int code) {
    AMQP.Connection.Close close =
        new AMQP.Connection.Close.Builder().replyCode(code).replyText("no").build();
    return new IOException(new ShutdownSignalException(true, false, close, null));
  }

  private static IOException lostBy(Exception cause) {
    ShutdownSignalException signal = new ShutdownSignalException(true, false, null, null);
    signal.initCause(cause);
    return new IOException(signal);
  }
}
