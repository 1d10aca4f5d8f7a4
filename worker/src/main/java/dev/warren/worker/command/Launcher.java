package dev.warren.worker.command;

import dev.warren.command.CommandOrder;
import dev.warren.os.Family;
import dev.warren.spi.WorkerHostSettings;
import dev.warren.sync.route.Doorway;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the processes of commands. Thread-safe. */
final class Launcher {

  private static final File NOTHING = new File("/dev/null");

  private final WorkerHostSettings settings;
  private final Family all;
  private final Guard guard;

  Launcher(WorkerHostSettings settings, Family all, Guard guard) {
    this.settings = settings;
    this.all = all;
    this.guard = guard;
  }

  /** Starts a process that belongs to a family, and to that of the host. */
  Process start(CommandOrder order, Family family) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(args(order));
    Map<String, String> environment = builder.environment();
    // The broker's password and the signing key may be there; a command has no business with them.
    environment
        .keySet()
        .removeIf(name -> name.startsWith("WARREN_") && !name.equals(Family.VARIABLE));
    if (order.cleanEnv()) {
      environment.keySet().removeIf(name -> !name.equals(Family.VARIABLE));
    }
    environment.putAll(order.env());
    environment.putAll(Doorway.environment());
    all.putInto(environment);
    family.putInto(environment);
    if (order.cwd() != null) {
      builder.directory(new File(order.cwd()));
    }
    if (order.stdin() == CommandOrder.In.NULL) {
      builder.redirectInput(Redirect.from(NOTHING));
    }
    if (order.stdout() == CommandOrder.Out.NULL) {
      builder.redirectOutput(Redirect.DISCARD);
    }
    if (order.stderr() == CommandOrder.Err.STDOUT) {
      builder.redirectErrorStream(true);
    } else if (order.stderr() == CommandOrder.Err.NULL) {
      builder.redirectError(Redirect.DISCARD);
    }
    Process process = builder.start();
    guard.started(process.pid());
    return process;
  }

  void ended(Process process) {
    guard.ended(process.pid());
  }

  private List<String> args(CommandOrder order) {
    if (!order.java()) {
      return order.args();
    }
    List<String> args = new ArrayList<>();
    args.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    args.addAll(settings.jvmOptions());
    args.addAll(List.of("-cp", settings.classPath()));
    args.addAll(order.args());
    return args;
  }
}
