package dev.warren.broker.testing;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A private node of the RabbitMQ that is installed on this machine. */
final class NativeRabbit implements RabbitBroker {

  /** The server's own script: a package's wrapper on the path insists on its own user. */
  private static final List<Path> SERVERS =
      List.of(
          Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server"),
          Path.of("/opt/homebrew/opt/rabbitmq/sbin/rabbitmq-server"),
          Path.of("/usr/local/opt/rabbitmq/sbin/rabbitmq-server"));

  private final Path server;
  private final NodeFiles files;
  private NodeProcess process;
  private final String description;

  private NativeRabbit(Path server, NodeFiles files) {
    this.server = server;
    this.files = files;
    this.process = NodeProcess.start(server, files);
    this.description = AmqpProbe.product(files.uri()) + " as a private node";
  }

  static Optional<Path> installed() {
    return SERVERS.stream().filter(Files::isExecutable).findFirst();
  }

  static NativeRabbit start(Path server) {
    NodeFiles files = NodeFiles.create();
    try {
      return new NativeRabbit(server, files);
    } catch (RuntimeException e) {
      files.delete();
      throw e;
    }
  }

  @Override
  public URI uri() {
    return files.uri();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean canRestart() {
    return true;
  }

  @Override
  public synchronized void restart() {
    process.store();
    process.kill();
    process = NodeProcess.start(server, files);
    AmqpProbe.product(files.uri());
  }

  @Override
  public synchronized void closeAllConnections() {
    process.closeAllConnections();
  }

  @Override
  public synchronized void close() {
    process.kill();
    files.delete();
  }

  Path directory() {
    return files.directory();
  }

  synchronized ProcessHandle handle() {
    return process.handle();
  }
}
