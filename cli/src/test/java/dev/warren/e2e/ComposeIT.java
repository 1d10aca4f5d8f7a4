package dev.warren.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** The compose file: the image, the hosts that come and go, and the cluster of three nodes. */
@Tag("chaos")
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ComposeIT {

  /** So many lines at a time keep all worker processes at work for a second or two. */
  private static final int PART = 300;

  @TempDir private static Path tasks;

  @BeforeAll
  static void packTasks() throws IOException {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker does not answer");
    String name = ComposeTasks.class.getName().replace('.', '/') + ".class";
    try (InputStream code = ComposeTasks.class.getClassLoader().getResourceAsStream(name);
        OutputStream file = Files.newOutputStream(tasks.resolve("tasks.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new ZipEntry(name));
      code.transferTo(jar);
    }
    // The hosts are another user.
    Files.setPosixFilePermissions(tasks, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A map that runs as long as it is given lines. */
  private static final class RunningMap implements AutoCloseable {

    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private int given;
    private int read;

    RunningMap(ComposeStack stack) throws IOException {
      process = stack.producer("map", ComposeTasks.class.getName() + "::slowSquare");
      in = process.outputWriter(StandardCharsets.UTF_8);
      out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Gives it more lines, and returns when some of them are done and most are not. */
    void goOn() throws IOException {
      int last = given + PART;
      while (given < last) {
        in.write(++given + "\n");
      }
      in.flush();
      expect(given - PART + PART / 10);
    }

    private void expect(int upTo) throws IOException {
      while (read < upTo) {
        read++;
        assertThat(out.readLine())
            .isEqualTo("{\"line\":%d,\"ok\":%d}".formatted(read, (long) read * read));
      }
    }

    void end() throws IOException, InterruptedException {
      in.close();
      expect(given);
      assertThat(out.readLine()).isNull();
      assertThat(process.waitFor()).isZero();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void hostsMayComeGoAndDieWhileAMapRuns() throws Exception {
    try (ComposeStack stack = ComposeStack.start(2, tasks)) {
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(stack.onWorker("id -u; touch /opt/x; /opt/warren/health"))
                      .containsPattern("(?s)990.*Read-only file system.*idle"));
      Process demo = stack.producer("demo");
      String report = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(demo.waitFor()).isZero();
      assertThat(report).containsPattern("jar +\\d\\d ").containsPattern("\n[0-9a-f]{12}/\\d+ ");

      try (RunningMap map = new RunningMap(stack)) {
        map.goOn();
        stack.compose("up", "--detach", "--no-build", "--scale", "worker=4");
        map.goOn();
        stack.compose("kill", "--signal", "KILL", "worker");
        stack.compose("up", "--detach", "--no-build", "--scale", "worker=3");
        map.goOn();
        stack.compose("up", "--detach", "--no-build", "--scale", "worker=1");
        map.goOn();
        map.end();
      }
      stack.compose("stop", "worker");
      assertThat(stack.compose("ps", "--all", "worker")).contains("Exited (0)");
    }
  }

  @Test
  void aNodeOfTheClusterMayDieWhileAMapRuns() throws Exception {
    try (ComposeStack stack = ComposeStack.start(2, tasks, "--profile=cluster")) {
      String[] members = {
        "exec", "-T", "rabbitmq", "rabbitmqctl", "-q", "list_queues", "name", "members"
      };
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(stack.compose(members))
                      .containsPattern("warren.tasks.default.*rabbit@.*rabbit@.*rabbit@"));
      try (RunningMap map = new RunningMap(stack)) {
        map.goOn();
        stack.compose("kill", "rabbitmq");
        map.goOn();
        stack.compose("start", "rabbitmq");
        map.goOn();
        map.end();
      }
    }
  }
}
