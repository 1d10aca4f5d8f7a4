package dev.warren.e2e;

import java.util.List;

/** The worker processes of this JVM. */
final class Children {

  private Children() {}

  static List<ProcessHandle> alive() {
    return of(ProcessHandle.current());
  }

  static List<ProcessHandle> of(ProcessHandle parent) {
    return parent.children().filter(Children::isWorker).toList();
  }

  private static boolean isWorker(ProcessHandle process) {
    // Not by their arguments: Java does not tell those of a process with a long class path.
    return process.isAlive() && process.info().command().orElse("").endsWith("/java");
  }
}
