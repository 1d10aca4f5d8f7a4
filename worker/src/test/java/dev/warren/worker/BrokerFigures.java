package dev.warren.worker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a RabbitMQ on this machine says of itself, at {@code -Dwarren.test.management} ({@code
 * http://user:password@host:port}), and what the system says of its process, {@code
 * -Dwarren.test.brokerPid}.
 */
final class BrokerFigures {

  /** Its statistics are a few seconds old. */
  private static final long AGE_SECONDS = 10;

  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1) / 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI management;
  private final long pid;

  private BrokerFigures(URI management, long pid) {
    this.management = management;
    this.pid = pid;
  }

  /** Empty if nobody has said where. */
  static Optional<BrokerFigures> ofProperties() {
    return Optional.ofNullable(System.getProperty("warren.test.management"))
        .map(it -> new BrokerFigures(URI.create(it), Long.getLong("warren.test.brokerPid", 0)));
  }

  /** One look at it. */
  record Snapshot(long nanos, long cpu, long bytes, long connections) {

    double cpuSince(Snapshot earlier) {
      return 100.0 * (cpu - earlier.cpu) / (nanos - earlier.nanos);
    }
  }

  /** What it says when its statistics have had the time to take in that many connections. */
  Snapshot settled(int connections) throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(AGE_SECONDS);
    Snapshot now = now();
    if (now.connections() < connections) {
      throw new IOException("the broker counts " + now.connections() + " connections only");
    }
    return now;
  }

  private Snapshot now() throws IOException, InterruptedException {
    return new Snapshot(
        System.nanoTime(),
        cpu(),
        number("/api/nodes", "mem_used"),
        number("/api/overview", "connections"));
  }

  private long cpu() throws IOException {
    if (pid == 0) {
      return 0;
    }
    String stat = Files.readString(Path.of("/proc", "" + pid, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS;
  }

  private long number(String path, String key) throws IOException, InterruptedException {
    String login =
        Base64.getEncoder()
            .encodeToString(management.getUserInfo().getBytes(StandardCharsets.UTF_8));
    URI uri = URI.create("http://" + management.getHost() + ":" + management.getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Basic " + login).build();
    String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher matcher = Pattern.compile("\"" + key + "\":(\\d+)").matcher(body);
    if (!matcher.find()) {
      throw new IOException(uri + " does not say " + key + ": " + body);
    }
    return Long.parseLong(matcher.group(1));
  }
}
