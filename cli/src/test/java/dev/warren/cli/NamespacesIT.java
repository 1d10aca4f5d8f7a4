package dev.warren.cli;

import static dev.warren.cli.WarrenProcess.SQUARE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warren.broker.testing.RabbitBrokers;
import dev.warren.task.JobId;
import dev.warren.topology.QueueSpec;
import dev.warren.transport.BrokerAddress;
import dev.warren.transport.LinkSettings;
import dev.warren.transport.Visit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines that have nothing in common but the broker: network namespaces, and real processes. */
@Tag("broker")
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamespacesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int LINES = 2_000;
  private static final int SUBMITTER = 0;
  private static final int WORKER = 1;
  private static final int GATHERER = 2;

  @TempDir private Path folder;

  private final String queue = "test-" + UUID.randomUUID();
  private String job = "";
  private URI broker;
  private Namespaces machines;

  @BeforeEach
  void cable() throws IOException {
    String hindrance = Namespaces.hindrance();
    assumeTrue(hindrance.isEmpty(), hindrance);
    broker = RabbitBrokers.required().uri();
    machines = Namespaces.of(3, new InetSocketAddress(broker.getHost(), broker.getPort()), folder);
  }

  @AfterEach
  void uncable() throws Exception {
    if (machines == null) {
      return;
    }
    machines.close();
    List<QueueSpec> left = new ArrayList<>();
    left.addAll(
        List.of(QueueSpec.sharedTasks(queue), QueueSpec.dead(queue), QueueSpec.journal(queue)));
    if (!job.isEmpty()) {
      JobId id = JobId.parse(job);
      left.addAll(List.of(QueueSpec.jobTasks(id), QueueSpec.results(id)));
    }
    LinkSettings link =
        new LinkSettings(BrokerAddress.parse(broker.toString()), "cleaning", SOON, SOON);
    try (Visit visit = Visit.open(link, session -> {})) {
      for (QueueSpec each : left) {
        if (visit.session().exists(each)) {
          visit.session().delete(each);
        }
      }
    }
  }

  private WarrenProcess on(int machine, String... args) throws IOException {
    String authority =
        broker.getRawUserInfo() + "@" + Namespaces.hubFrom(machine) + ":" + Namespaces.PORT;
    String path = broker.getRawPath() == null ? "" : broker.getRawPath();
    return WarrenProcess.startScript(
        machines.into(machine),
        Map.of(BrokerOption.VARIABLE, broker.getScheme() + "://" + authority + path),
        args);
  }

  @Test
  void whatOneSubmitsAnotherShouldRunAndAThirdGather() throws Exception {
    for (int from = 0; from < 3; from++) {
      assertThat(machines.hasRoute(from, Namespaces.hubFrom(from))).isTrue();
      for (int to = 0; to < 3; to++) {
        assertThat(machines.hasRoute(from, Namespaces.address(to)))
            .as("machine %d reaches machine %d", from, to)
            .isEqualTo(from == to);
      }
    }
    String input =
        IntStream.rangeClosed(1, LINES).mapToObj(it -> it + "\n").collect(Collectors.joining());
    try (WarrenProcess submit =
        on(SUBMITTER, "submit", SQUARE, "--queue=" + queue, "--chunk=100").input(input)) {
      assertThat(submit.exitCode(LONG)).describedAs(submit.err()).isEqualTo(Exit.OK);
      job = submit.out().strip();
    }

    Path out = folder.resolve("out");
    try (WarrenProcess gather = on(GATHERER, "gather", job, "--follow", "--out=" + out);
        WarrenProcess worker = on(WORKER, "worker", "--queue=" + queue, "--processes=2")) {
      assertThat(gather.exitCode(LONG)).describedAs(gather.err()).isEqualTo(Exit.OK);
      worker.terminate();
      assertThat(worker.exitCode()).describedAs(worker.err()).isEqualTo(Exit.OK);
    }

    List<String> squares =
        IntStream.rangeClosed(1, LINES)
            .mapToObj(it -> "{\"line\":" + it + ",\"ok\":" + (long) it * it + "}")
            .toList();
    assertThat(Files.readAllLines(out)).isEqualTo(squares);
  }
}
