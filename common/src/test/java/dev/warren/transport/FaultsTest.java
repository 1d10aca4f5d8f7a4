package dev.warren.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.MissedHeartbeatException;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
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

  private static IOException lostBy(Exception cause) {
    ShutdownSignalException signal = new ShutdownSignalException(true, false, null, null);
    signal.initCause(cause);
    return new IOException(signal);
  }
}
