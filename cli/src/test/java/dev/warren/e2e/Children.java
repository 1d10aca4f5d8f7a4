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
    return process.isAlive()
        && process.info().commandLine().orElse("").contains("dev.warren.worker.child.ChildMain");
  }
}
