package dev.warren.e2e;

import dev.warren.broker.EmbeddedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Shared objects over the broker in this JVM, with worker hosts in others. */
class EmbeddedSyncIT extends SyncContract {

  private static EmbeddedBroker embedded;

  @BeforeAll
  static void startBroker() {
    embedded = EmbeddedBroker.start();
  }

  @AfterAll
  static void stopBroker() {
    embedded.close();
  }

  @Override
  String broker() {
    return embedded.uri().toString();
  }
}
