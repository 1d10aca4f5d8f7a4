package dev.warren.broker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds a RabbitMQ for tests: the one at {@code WARREN_TEST_BROKER}, else a container where Docker
 * answers, else a private node of the {@code rabbitmq-server} that is installed.
 *
 * <p>Each setting is an environment variable, or a system property of the same name, which wins:
 *
 * <ul>
 *   <li>{@code WARREN_TEST_BROKER}: the AMQP URI of a broker to use, or {@code native} for a node
 *       of the installed server even where Docker answers
 *   <li>{@code WARREN_TEST_RABBITMQ_IMAGE}: the image of the container, {@code
 *       rabbitmq:4-management} by default
 *   <li>{@code WARREN_TEST_BROKER_LOG}: a file to which the line is added that names the broker
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class RabbitBrokers {

  private static final String BROKER = "WARREN_TEST_BROKER";
  private static final String LOG = "WARREN_TEST_BROKER_LOG";
  private static final String NATIVE = "native";

  private static BrokerSearch shared;

  private RabbitBrokers() {}

  /**
   * The one broker that all tests of this JVM share: started at the first call, stopped when the
   * JVM ends. Closing it does nothing.
   *
   * @return the broker, or nothing where there is none, {@link #unavailableReason()} saying why
   * @throws IllegalStateException if {@code WARREN_TEST_BROKER} names a broker that does not answer
   */
  public static Optional<RabbitBroker> shared() {
    return search().found().map(SharedRabbit::new);
  }

  /**
   * The broker that all tests of this JVM share; the test is skipped where there is none.
   *
   * @return the broker of {@link #shared()}
   * @throws IllegalStateException as {@link #shared()}
   */
  public static RabbitBroker required() {
    Optional<RabbitBroker> broker = shared();
    Assumptions.assumeTrue(broker.isPresent(), RabbitBrokers::unavailableReason);
    return broker.orElseThrow();
  }

  /**
   * Where the broker of {@link #required()} is.
   *
   * @return its address with user and password
   * @throws IllegalStateException as {@link #shared()}
   */
  public static String sharedUri() {
    return required().uri().toString();
  }

  /**
   * A fresh broker for the caller alone, who closes it: a node of the installed server, else a
   * container.
   *
   * @return a broker that can be restarted, or nothing where there is none
   */
  public static Optional<RabbitBroker> privateNode() {
    return new BrokerSearch().privateNode().container().found();
  }

  /**
   * Why {@link #shared()} found nothing, to be given to a JUnit assumption.
   *
   * @return what was tried and how it failed; empty if there is a broker
   */
  public static String unavailableReason() {
    BrokerSearch search = search();
    return search.found().isPresent() ? "" : "no RabbitMQ: " + search.failures();
  }

  static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getProperty(name, System.getenv(name)))
        .filter(value -> !value.isBlank());
  }

  private static synchronized BrokerSearch search() {
    if (shared == null) {
      shared = searchShared();
      shared.found().ifPresent(RabbitBrokers::closeAtExit);
      announce(
          "test broker: "
              + shared
                  .found()
                  .map(RabbitBroker::description)
                  .orElseGet(() -> "none (" + shared.failures() + ")"));
    }
    return shared;
  }

  private static BrokerSearch searchShared() {
    String given = setting(BROKER).orElse("");
    if (given.equals(NATIVE)) {
      return new BrokerSearch().privateNode();
    }
    if (!given.isEmpty()) {
      return new BrokerSearch().given(() -> GivenRabbit.connect(URI.create(given)));
    }
    return new BrokerSearch().container().privateNode();
  }

  private static void closeAtExit(RabbitBroker broker) {
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "test-broker-stop"));
  }

  private static void announce(String line) {
    System.out.println(line);
    setting(LOG).map(Path::of).ifPresent(file -> append(file, line + System.lineSeparator()));
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
