package dev.warren.broker.testing;

import dev.warren.broker.EmbeddedBroker;
import java.net.URI;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An embedded broker for the tests of one class, in a static field with its address. */
public final class EmbeddedBrokerExtension implements BeforeAllCallback, AfterAllCallback {

  private EmbeddedBroker broker;

  @Override
  public void beforeAll(ExtensionContext context) {
    broker = EmbeddedBroker.start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    broker.close();
  }

  /**
   * Where the broker is.
   *
   * @return its address with user and password
   */
  public URI uri() {
    return broker.uri();
  }
}
