package dev.warren.transport;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** All that the rest of Warren relies on, on whatever broker a subclass brings. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class BrokerContract
    implements PublishingContract,
        ReceiptContract,
        SettlingContract,
        PrefetchContract,
        DelayContract,
        QueueContract,
        ReadingContract,
        LogContract,
        ConnectingContract,
        RecoveryContract,
        FaultContract,
        RenewalContract,
        ClosingContract {

  private Kit kit;

  /** Where the broker is, with user and password. */
  abstract String uri();

  @Override
  public Kit kit() {
    return kit;
  }

  @BeforeEach
  void openKit() {
    kit = new Kit(uri());
  }

  @AfterEach
  void closeKit() throws Exception {
    if (kit != null) {
      kit.close();
    }
  }
}
