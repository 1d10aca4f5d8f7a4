package dev.warren.process;

/** Child processes on this machine. */
class ChildProcessTest extends ChildProcessContract {

  @Override
  protected ChildProcess placed(ChildProcess process) {
    return process;
  }
}
