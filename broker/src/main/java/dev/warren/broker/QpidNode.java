package dev.warren.broker;

import dev.warren.spi.LocalBrokerOptions;
import java.security.Principal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.Subject;
import org.apache.qpid.server.configuration.updater.TaskExecutor;
import org.apache.qpid.server.configuration.updater.TaskExecutorImpl;
import org.apache.qpid.server.logging.EventLogger;
import org.apache.qpid.server.logging.LoggingMessageLogger;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.port.AmqpPort;
import org.apache.qpid.server.plugin.PluggableFactoryLoader;
import org.apache.qpid.server.plugin.SystemConfigFactory;
import org.apache.qpid.server.security.SubjectExecutionContext;
import org.apache.qpid.server.security.auth.TaskPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Qpid broker, opened and closed.
 *
 * <p>Qpid's own {@code SystemLauncher} does the same, but prints a stack trace to the standard
 * output when a start fails. Thread-safe.
 */
final class QpidNode {

  private static final Logger log = LoggerFactory.getLogger(QpidNode.class);

  private final TaskExecutor executor;
  private final SystemConfig<?> system;

  private QpidNode(TaskExecutor executor, SystemConfig<?> system) {
    this.executor = executor;
    this.system = system;
  }

  /** Starts a broker whose threads join the group of the calling thread. */
  static QpidNode open(LocalBrokerOptions options) {
    QpidSettings.disableSelfSignedCertificates();
    Principal system = new TaskPrincipal("SYSTEM");
    Principal broker = new TaskPrincipal("Broker");
    Subject subject = new Subject(true, Set.of(system, broker), Set.of(), Set.of());
    return SubjectExecutionContext.withSubjectUnchecked(subject, () -> open(options, system));
  }

  private static QpidNode open(LocalBrokerOptions options, Principal principal) {
    SystemConfigFactory<?> memory =
        new PluggableFactoryLoader<>(SystemConfigFactory.class).get(QpidSettings.STORE);
    if (memory == null) {
      throw new IllegalStateException(
          "Qpid's memory store is not on the class path"
              + " (a jar made of many must merge the files in META-INF/services)");
    }
    EventLogger events = new EventLogger(new LoggingMessageLogger(true));
    TaskExecutor executor = new TaskExecutorImpl();
    executor.start();
    SystemConfig<?> system =
        memory.newInstance(executor, events, principal, QpidSettings.attributes(options));
    QpidNode node = new QpidNode(executor, system);
    boolean opened = false;
    try {
      system.open();
      ShutdownHook.remove(node.broker());
      opened = true;
      return node;
    } finally {
      if (!opened) {
        node.close(EmbeddedBroker.CLOSE_TIMEOUT);
      }
    }
  }

  /** The port that it really listens on. */
  int port() {
    return broker().getPorts().stream()
        .filter(AmqpPort.class::isInstance)
        .mapToInt(port -> ((AmqpPort<?>) port).getBoundPort())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the embedded broker has no AMQP port"));
  }

  /** The model of the running broker. */
  Broker<?> broker() {
    return (Broker<?>) system.getContainer();
  }

  /** Drops all connections and all messages; its threads end soon after. */
  void close(Duration timeout) {
    try {
      system.closeAsync().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.error("The embedded broker did not close cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      executor.stopImmediately();
    }
  }
}
