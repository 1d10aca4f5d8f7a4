package dev.warren.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker host from its start to its end, as a health check sees it; its secrets in files. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("broker")
class WorkerHealthIT {

  private static final String HOLD = MapTasks.class.getName() + "::hold";

  @TempDir private Path folder;

  private String health() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder("sh", "../docker/health", folder.resolve("status").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return script.waitFor() + " " + said.strip();
  }

  private void awaitHealth(String expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(health()).startsWith(expected));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void everyStateShouldBeTold() throws Exception {
    String port = Integer.toString(freePort());
    Path password = Files.writeString(folder.resolve("password"), "p@ss:w/rd%\n");
    Path key = Files.writeString(folder.resolve("key"), "a key for signing tasks\n");
    Path held = folder.resolve("held");
    Map<String, String> env =
        Map.of(
            BrokerOption.VARIABLE,
            "amqp://warren@127.0.0.1:" + port + "/",
            "WARREN_BROKER_PASSWORD_FILE",
            password.toString(),
            "WARREN_SIGNING_KEY_FILE",
            key.toString());
    String[] worker = {
      "worker",
      "--processes=1",
      "--commands",
      WarrenProcess.tasks(),
      "--status-file=" + folder.resolve("status")
    };
    try (WarrenProcess host = WarrenProcess.start(env, worker)) {
      awaitHealth("0 connecting for ");
      try (WarrenProcess broker = WarrenProcess.start(env, "broker", "--port=" + port)) {
        awaitHealth("0 idle");
        try (WarrenProcess map = WarrenProcess.start(env, "map", HOLD)) {
          map.input("\"" + held + "\"\n");
          awaitHealth("0 busy: 1 of 2 slots");
          host.terminate();
          awaitHealth("0 draining");
          await().until(() -> Files.exists(held));
          Files.delete(held);
          assertThat(map.exitCode()).describedAs(map.err()).isEqualTo(Exit.OK);
        }
        assertThat(host.exitCode()).isEqualTo(Exit.OK);
        awaitHealth("1 wedged: there is no ");
        assertThat(host.err() + broker.errSoFar()).doesNotContain("p@ss", "a key for");
      }
    }
  }
}
