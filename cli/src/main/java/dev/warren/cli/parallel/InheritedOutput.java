package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Printer.Printed;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;

/** Outputs that go where those of this program go, without coming by. */
final class InheritedOutput implements Capture {

  @Override
  public void prepare(Command command) {
    command.stdout(Stdio.INHERIT).stderr(Stdio.INHERIT);
  }

  @Override
  public void started(Popen popen) {}

  @Override
  public Printed ended() {
    return Printed.NOTHING;
  }

  @Override
  public long received() {
    return 0;
  }

  @Override
  public void close() {}
}
