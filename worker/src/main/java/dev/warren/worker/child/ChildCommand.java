package dev.warren.worker.child;

import dev.warren.os.Family;
import dev.warren.sync.route.Doorway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of a child JVM, and its environment. */
final class ChildCommand {

  /**
   * Moves the pipes from 0 and 1 to 3 and 4, where no task writes by accident, and lets what is
   * written to 1 go where 2 goes. Ctrl-C in a terminal reaches every process there: the host
   * decides what it means, so the child does not listen to it. And where a kernel looks for whom to
   * kill when memory has run out, the child counts for half of the memory more than it has, so that
   * it goes before its host.
   */
  private static final String SHELL_SCRIPT =
      "trap '' INT HUP; { echo 500 >/proc/self/oom_score_adj; } 2>/dev/null;"
          + " exec \"$@\" 3<&0 4>&1 </dev/null 1>&2";

  private ChildCommand() {}

  /** Starts a child; deletes the file if that fails. */
  static Process start(ChildSettings settings, Family family, Path progressFile)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(of(settings, progressFile));
    Map<String, String> environment = builder.environment();
    // The broker's password and the signing key may be there; task code has no business with them.
    environment
        .keySet()
        .removeIf(name -> name.startsWith("WARREN_") && !name.equals(Family.VARIABLE));
    environment.putAll(Doorway.environment());
    family.putInto(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      Files.deleteIfExists(progressFile);
      throw e;
    }
  }

  static List<String> of(ChildSettings settings, Path progressFile) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SHELL_SCRIPT, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // One task at a time: a collector with threads of its own gains nothing and costs memory.
    command.add("-XX:+UseSerialGC");
    // Out of memory ends the process: what the JVM would do after it is anybody's guess.
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add(
        "-XX:ErrorFile=" + Path.of(System.getProperty("java.io.tmpdir"), "warren-hs-err-%p.log"));
    command.add("-XX:-UsePerfData");
    command.addAll(settings.jvmOptions());
    command.addAll(List.of("-cp", settings.classPath(), ChildMain.class.getName()));
    command.add(progressFile.toString());
    return command;
  }
}
