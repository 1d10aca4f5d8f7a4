package dev.warren.broker.testing;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.rabbitmq.RabbitMQContainer;
import org.testcontainers.utility.DockerImageName;

/** RabbitMQ in a container of its own. */
final class ContainerRabbit implements RabbitBroker {

  private static final String IMAGE = "WARREN_TEST_RABBITMQ_IMAGE";
  private static final String DEFAULT_IMAGE = "rabbitmq:4-management";
  private static final String USER = "test";

  private final RabbitMQContainer container;
  private final URI uri;
  private final String description;

  private ContainerRabbit(RabbitMQContainer container, URI uri) {
    this.container = container;
    this.uri = uri;
    this.description = AmqpProbe.product(uri) + " in a container";
  }

  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  static ContainerRabbit start() {
    String image = RabbitBrokers.setting(IMAGE).orElse(DEFAULT_IMAGE);
    String password = UUID.randomUUID().toString();
    RabbitMQContainer container =
        new RabbitMQContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("rabbitmq"))
            .withAdminUser(USER)
            .withAdminPassword(password);
    try {
      container.start();
      String address = container.getHost() + ":" + container.getAmqpPort();
      return new ContainerRabbit(
          container, URI.create("amqp://" + USER + ":" + password + "@" + address + "/%2f"));
    } catch (RuntimeException e) {
      container.stop();
      throw e;
    }
  }

  @Override
  public URI uri() {
    return uri;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean canRestart() {
    return true;
  }

  /** Not the container: that would move its port. */
  @Override
  public void restart() {
    rabbitmqctl("stop_app");
    rabbitmqctl("start_app");
    AmqpProbe.product(uri);
  }

  @Override
  public void closeAllConnections() {
    rabbitmqctl("close_all_connections", "closed by a test");
  }

  @Override
  public void close() {
    container.stop();
  }

  private void rabbitmqctl(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "rabbitmqctl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      ExecResult result = container.execInContainer(command);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + result.getStderr());
      }
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
