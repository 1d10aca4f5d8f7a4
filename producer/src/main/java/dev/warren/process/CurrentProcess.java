package dev.warren.process;

import java.util.OptionalLong;

/**
 * The process that asks (Python: {@code multiprocessing.current_process} and {@code
 * parent_process}).
 *
 * @param name its name; {@code MainProcess} for one that no {@link ChildProcess} is the handle of
 * @param pid its process id
 * @param daemon whether it is a daemon
 * @param parentPid the process that has started it; empty for the main process
 */
public record CurrentProcess(String name, long pid, boolean daemon, OptionalLong parentPid) {

  static final String MAIN = "MainProcess";

  static CurrentProcess main() {
    return new CurrentProcess(MAIN, ProcessHandle.current().pid(), false, OptionalLong.empty());
  }
}
