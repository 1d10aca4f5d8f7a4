package dev.warren.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Machines, as far as the network goes: namespaces, each with a cable to one other, the hub, and
 * with no route but to the near end of that. In the hub nobody listens but a relay to one address
 * of this machine.
 */
final class Namespaces implements AutoCloseable {

  static final int PORT = 5672;

  private final String prefix = "warren-it-" + ProcessHandle.current().pid() + "-";
  private final List<String> made = Collections.synchronizedList(new ArrayList<>());
  private final List<AutoCloseable> relays = new ArrayList<>();
  private final Thread atExit = new Thread(this::delete, "namespaces-delete");

  private record Said(int code, String text) {}

  /** Why there can be none; empty if there can. */
  static String hindrance() {
    if (!System.getProperty("user.name").equals("root")) {
      return "by design: only root can make network namespaces";
    }
    try (Namespaces probe = new Namespaces()) {
      probe.add("probe");
      return "";
    } catch (RuntimeException e) {
      return "no network namespaces: " + e.getMessage();
    }
  }

  private Namespaces() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** So many machines, and a hub that relays {@link #PORT} to an address. */
  static Namespaces of(int machines, SocketAddress target, Path folder) throws IOException {
    Namespaces all = new Namespaces();
    try {
      all.add("hub");
      for (int i = 0; i < machines; i++) {
        all.addMachine(i);
      }
      all.relay(target, folder.resolve("hub.socket"));
      return all;
    } catch (IOException | RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void add(String name) {
    ip("netns", "add", prefix + name);
    made.add(prefix + name);
    ip("-n", prefix + name, "link", "set", "lo", "up");
  }

  private void addMachine(int i) {
    add("" + i);
    String hub = prefix + "hub";
    String near = "m" + i;
    ip("-n", hub, "link", "add", near, "type", "veth", "peer", "name", "hub", "netns", name(i));
    ip("-n", hub, "address", "add", hubFrom(i) + "/30", "dev", near);
    ip("-n", hub, "link", "set", near, "up");
    ip("-n", name(i), "address", "add", address(i) + "/30", "dev", "hub");
    ip("-n", name(i), "link", "set", "hub", "up");
  }

  private void relay(SocketAddress target, Path socket) throws IOException {
    relays.add(SocketRelay.open(UnixDomainSocketAddress.of(socket), target));
    List<String> command = new ArrayList<>(into("hub"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx32m", "-cp", "target/test-classes", SocketRelay.class.getName()));
    command.addAll(List.of("" + PORT, socket.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    relays.add(() -> process.destroyForcibly().waitFor());
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    if (!"listening".equals(out.readLine())) {
      throw new IOException("the relay in the hub has not begun to listen");
    }
  }

  private String name(int machine) {
    return prefix + machine;
  }

  /** The words that begin a command on a machine. */
  List<String> into(int machine) {
    return into("" + machine);
  }

  private List<String> into(String name) {
    return List.of("ip", "netns", "exec", prefix + name);
  }

  static String address(int machine) {
    return "10.98." + machine + ".2";
  }

  /** Where a machine finds the hub. */
  static String hubFrom(int machine) {
    return "10.98." + machine + ".1";
  }

  /** Whether a machine would know where to send what is for an address. */
  boolean hasRoute(int machine, String address) {
    return run("-n", name(machine), "route", "get", address).code() == 0;
  }

  private static void ip(String... words) {
    Said said = run(words);
    if (said.code() != 0) {
      throw new IllegalStateException("ip " + String.join(" ", words) + ": " + said.text());
    }
  }

  private static Said run(String... words) {
    String[] command = Stream.concat(Stream.of("ip"), Stream.of(words)).toArray(String[]::new);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while ip was running", e);
    }
  }

  private void delete() {
    while (!made.isEmpty()) {
      run("netns", "delete", made.remove(made.size() - 1));
    }
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable each : relays) {
        each.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("a relay cannot be closed", e);
    } finally {
      delete();
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
  }
}
