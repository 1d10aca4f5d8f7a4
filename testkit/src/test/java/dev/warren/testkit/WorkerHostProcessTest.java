package dev.warren.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerHostProcessTest {

  /** A program that starts a worker host, says where it is, and never closes it. */
  static final class Careless {

    private Careless() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      new WorkerHostProcess("amqp://127.0.0.1:1", "q", "host", 1, Path.of(args[0])).start();
      ProcessHandle.current().children().forEach(each -> System.out.println(each.pid()));
      Thread.currentThread().join();
    }
  }

  @Test
  void aHostEndsWhenTheProcessThatHasStartedItIsKilled(@TempDir Path folder) throws Exception {
    Process careless =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Careless.class.getName(),
                folder.resolve("host.log").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = careless.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle host = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();

      careless.destroyForcibly();

      try {
        host.onExit().get(60, TimeUnit.SECONDS);
      } finally {
        host.destroyForcibly();
      }
      assertThat(folder.resolve("host.log")).content().contains("the process that has started it");
    } finally {
      careless.destroyForcibly();
    }
  }
}
