package dev.warren.transport;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.warren.topology.QueueSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One test's links, proxies and queues; all are gone when it is closed. */
final class Kit {

  /** How long anything may take that should happen soon. */
  static final Duration SOON = Duration.ofSeconds(30);

  /** Part of the names of the threads that a link, or the client library for it, may start. */
  private static final List<String> THREADS =
      List.of("warren-link", "warren-amqp", "AMQP Connection", "shutdown monitor");

  private final URI broker;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<QueueSpec> queues = new ArrayList<>();

  Kit(String uri) {
    this.broker = URI.create(uri);
  }

  BrokerAddress address() {
    return BrokerAddress.parse(broker.toString());
  }

  String uri() {
    return broker.toString();
  }

  String password() {
    return URLDecoder.decode(broker.getRawUserInfo().split(":", 2)[1], StandardCharsets.UTF_8);
  }

  /** The broker's URI with the port of something that stands for it. */
  String uri(int port) {
    return broker.getScheme()
        + "://"
        + broker.getRawUserInfo()
        + "@127.0.0.1:"
        + port
        + broker.getRawPath();
  }

  String uriWithPassword(String password) {
    String user = broker.getRawUserInfo().split(":", 2)[0];
    return broker.toString().replace(broker.getRawUserInfo(), user + ":" + password);
  }

  String uriWithVirtualHost(String name) {
    return broker.resolve("/" + name).toString();
  }

  /** A name that nobody else uses. */
  static String unique() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  QueueSpec sharedTasks() {
    return kept(QueueSpec.sharedTasks("contract." + unique()));
  }

  QueueSpec privateTasks() {
    return kept(QueueSpec.privateTasks("contract." + unique()));
  }

  QueueSpec deadTasks() {
    return kept(QueueSpec.dead("contract." + unique()));
  }

  /** A queue that is not for one connection alone. */
  QueueSpec queue(QueueSpec.Kind kind) {
    return switch (kind) {
      case SHARED_TASKS -> sharedTasks();
      case PRIVATE_TASKS -> privateTasks();
      case DEAD_TASKS -> deadTasks();
      case JOB_TASKS, PERMITS, LOG, JOURNAL, REGISTER ->
          kept(new QueueSpec("warren.test." + kind.name().toLowerCase(ROOT) + unique(), kind));
      case REPLIES -> throw new IllegalArgumentException("it would go with its connection");
    };
  }

  private QueueSpec kept(QueueSpec queue) {
    queues.add(queue);
    return queue;
  }

  static LinkSettings settings(BrokerAddress address) {
    return new LinkSettings(address, "contract-" + unique(), SOON, SOON);
  }

  static LinkSettings impatient(BrokerAddress address, Duration patience) {
    return new LinkSettings(address, "contract-" + unique(), patience, patience);
  }

  /** A link to the broker, which sets up nothing. */
  Probe link() {
    return link(Probe.NOTHING);
  }

  Probe link(Probe.SetUp setUp) {
    return link(settings(address()), setUp);
  }

  Probe link(CutProxy proxy, Probe.SetUp setUp) {
    return link(settings(BrokerAddress.parse(uri(proxy.port()))), setUp);
  }

  /** A link; opened, but not waited for. */
  Probe link(LinkSettings settings, Probe.SetUp setUp) {
    return closing(Probe.open(settings, setUp));
  }

  /** A proxy before the broker. */
  CutProxy proxy() {
    return closing(new CutProxy(target()));
  }

  CutProxy proxy(int port) {
    return closing(new CutProxy(target(), port));
  }

  private InetSocketAddress target() {
    return new InetSocketAddress(broker.getHost(), broker.getPort());
  }

  /** A connection of the client library alone, to see what only it sees. */
  Connection client() throws Exception {
    ConnectionFactory factory = address().factory();
    factory.setAutomaticRecoveryEnabled(false);
    Connection connection = factory.newConnection("contract-client");
    closing(connection::abort); // A test may have had it closed.
    return connection;
  }

  <T extends AutoCloseable> T closing(T resource) {
    open.push(resource);
    return resource;
  }

  static Message message(QueueSpec queue, Object text) {
    return Message.of(queue.name(), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Publishes the numbers from 0 and waits until the broker has them. */
  static void publish(Session session, QueueSpec queue, int count) throws IOException {
    Verdicts verdicts = new Verdicts();
    ConfirmedPublisher publisher = session.publisher();
    for (int i = 0; i < count; i++) {
      publisher.publish(message(queue, i), verdicts.receipt(i));
    }
    verdicts.assertAll(Verdicts.Verdict.CONFIRMED);
  }

  static List<String> numbers(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(String::valueOf).toList();
  }

  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> THREADS.stream().anyMatch(name::contains))
        .toList();
  }

  /** Closes all, and sees that no thread of theirs is left. */
  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    if (!queues.isEmpty()) {
      try (Connection connection = address().factory().newConnection("contract-clean")) {
        for (QueueSpec each : queues) {
          deleteQuietly(connection, each);
        }
      }
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  private static void deleteQuietly(Connection connection, QueueSpec queue) throws IOException {
    try {
      connection.createChannel().queueDelete(queue.name());
    } catch (IOException e) {
      // Not there (any more): Qpid says so, RabbitMQ does not mind.
    }
  }
}
