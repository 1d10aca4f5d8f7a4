package dev.warren.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.ConfirmedPublisher;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Message;
import dev.warren.transport.Receipt;
import dev.warren.transport.Session;
import dev.warren.transport.Visit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many worker hosts at one RabbitMQ, all of them in this JVM, each with a connection, a control
 * queue, the journal and a slot of its own. Their children are the one part that is not real: they
 * wait and run nothing. {@code docs/scale.md} has figures, and how they were made.
 */
@Tag("broker")
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyHostsIT {

  private static final int HOSTS = Integer.getInteger("warren.test.hosts", 20);
  private static final Duration IDLE =
      Duration.ofSeconds(Integer.getInteger("warren.test.idle", 3));
  private static final Duration SOON = Duration.ofMinutes(5);
  private static final int TASKS = 20;

  /** The Java library and the link have threads of their own for each connection. */
  private static final int THREADS_PER_HOST = 25;

  private static final String FAKE_CHILD = "#!/bin/sh\nexec cat <&3 >/dev/null\n";

  @TempDir private Path folder;

  private final QueueSpec queue = QueueSpec.sharedTasks("test-" + UUID.randomUUID());
  private final List<WorkerHost> hosts = new ArrayList<>();
  private final String javaHome = System.getProperty("java.home");
  private String broker;

  @BeforeEach
  void findBroker() throws IOException {
    broker = RabbitBrokers.sharedUri();
    Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(java, FAKE_CHILD);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty("java.home", folder.toString());
  }

  @AfterEach
  void end() throws Exception {
    System.setProperty("java.home", javaHome);
    hosts.forEach(WorkerHost::kill);
    for (WorkerHost each : hosts) {
      assertThat(each.awaitEnd(SOON)).isTrue();
    }
    if (broker != null) {
      visit(
          session -> {
            for (QueueSpec each :
                List.of(queue, queue.dead().orElseThrow(), queue.journal().orElseThrow())) {
              if (session.exists(each)) {
                session.delete(each);
              }
            }
          });
    }
  }

  private interface Work {
    void on(Session session) throws Exception;
  }

  private void visit(Work work) throws Exception {
    LinkSettings link = new LinkSettings(BrokerAddress.parse(broker), "scale", SOON, SOON);
    try (Visit visit = Visit.open(link, session -> {})) {
      work.on(visit.session());
    }
  }

  private void start(int index) {
    WorkerHost host =
        WorkerHost.start(
            WorkerHostSettings.builder(broker, queue)
                .name("host-" + index)
                .processes(1)
                .heap(16 << 20)
                .memory(256 << 20)
                .relays(false)
                .patience(SOON)
                .build(),
            reason -> {
              throw reason;
            });
    hosts.add(host);
    host.childReady(16 << 20); // It never says so itself.
  }

  private long waiting() {
    return hosts.stream().mapToLong(each -> each.inbox().waiting().size()).sum();
  }

  @Test
  void eachHostShouldCostOneConnectionAndLittleElse() throws Exception {
    Optional<BrokerFigures> figures = BrokerFigures.ofProperties();
    Usage before = Usage.now();
    Optional<BrokerFigures.Snapshot> brokerBefore = snapshot(figures, 0);
    long start = System.nanoTime();

    IntStream.range(0, HOSTS).forEach(this::start);
    visit(
        session ->
            await()
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> session.declare(queue).consumers() == HOSTS));

    say("%d hosts consume after %.1f s".formatted(HOSTS, (System.nanoTime() - start) / 1e9));
    Usage up = Usage.now();
    say("threads per host: %.1f".formatted((double) (up.threads() - before.threads()) / HOSTS));
    say("heap per host: %.0f KiB".formatted((up.heap() - before.heap()) / 1024.0 / HOSTS));
    assertThat(up.threads() - before.threads()).isLessThan(THREADS_PER_HOST * HOSTS);
    Optional<BrokerFigures.Snapshot> brokerUp = snapshot(figures, HOSTS);
    TimeUnit.MILLISECONDS.sleep(IDLE.toMillis()); // Nothing happens: that is what is measured.
    Usage idle = Usage.now();
    say("CPU of all idle hosts: %.1f %% of a core".formatted(idle.cpuSince(up)));
    Optional<BrokerFigures.Snapshot> brokerIdle = snapshot(figures, HOSTS);
    brokerIdle.ifPresent(
        it -> {
          BrokerFigures.Snapshot first = brokerBefore.orElseThrow();
          long connections = it.connections() - first.connections();
          say("connections that the broker counts: %d".formatted(connections));
          say(
              "broker memory per host: %.0f KiB"
                  .formatted((it.bytes() - first.bytes()) / 1024.0 / HOSTS));
          say(
              "CPU of the broker: %.1f %% of a core"
                  .formatted(it.cpuSince(brokerUp.orElseThrow())));
          assertThat(connections).isEqualTo(HOSTS);
        });
    visit(session -> submit(session, Math.min(HOSTS, TASKS)));
  }

  private static Optional<BrokerFigures.Snapshot> snapshot(
      Optional<BrokerFigures> figures, int atLeast) throws Exception {
    return figures.isPresent() ? Optional.of(figures.get().settled(atLeast)) : Optional.empty();
  }

  private void submit(Session session, int tasks) throws IOException {
    ConfirmedPublisher publisher = session.publisher();
    List<Double> millis = new ArrayList<>();
    for (int i = 1; i <= tasks; i++) {
      int expected = i;
      long sent = System.nanoTime();
      publisher.publish(Message.of(queue.name(), new byte[200]), Ignored.INSTANCE);
      await()
          .atMost(SOON)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> waiting() == expected);
      millis.add((System.nanoTime() - sent) / 1e6);
    }
    millis.sort(null);
    say(
        "from submitting a task to a slot of some host: median %.1f ms, worst of %d %.1f ms"
            .formatted(millis.get(tasks / 2), tasks, millis.get(tasks - 1)));
  }

  private static void say(String text) {
    System.out.println("scale: " + text);
  }

  private enum Ignored implements Receipt {
    INSTANCE;

    @Override
    public void confirmed() {}

    @Override
    public void unroutable() {}

    @Override
    public void refused() {}

    @Override
    public void lost() {}
  }

  /** What this JVM uses; its children not counted. */
  private record Usage(long nanos, long cpu, int threads, long heap) {

    static Usage now() {
      System.gc();
      var system =
          (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      return new Usage(
          System.nanoTime(),
          system.getProcessCpuTime(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    double cpuSince(Usage earlier) {
      return 100.0 * (cpu - earlier.cpu) / (nanos - earlier.nanos);
    }
  }
}
