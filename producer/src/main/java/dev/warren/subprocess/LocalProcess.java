package dev.warren.subprocess;

import dev.warren.os.Family;
import dev.warren.os.ReturnCode;
import dev.warren.os.Signals;
import dev.warren.os.StandardInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The process of a command on this machine. */
final class LocalProcess implements CommandProcess {

  private static final Path NOTHING = Path.of("/dev/null");

  private final Process process;
  private final Family family;

  private LocalProcess(Process process, Family family) {
    this.process = process;
    this.family = family;
  }

  static LocalProcess start(Command command) {
    Family family = new Family();
    ProcessBuilder builder = new ProcessBuilder(command.localArgs());
    command.putInto(builder.environment());
    family.putInto(builder.environment());
    command.cwd().ifPresent(folder -> builder.directory(folder.toFile()));
    builder.redirectInput(input(command.stdin()));
    builder.redirectOutput(output(command.stdout()));
    if (command.stderr() instanceof Stdio.Stdout) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(output(command.stderr()));
    }
    try {
      return new LocalProcess(builder.start(), family);
    } catch (IOException e) {
      throw new CommandStartException(command, e);
    }
  }

  private static Redirect input(Stdio stdio) {
    if (stdio instanceof Stdio.File file) {
      return Redirect.from(file.path().toFile());
    }
    boolean nothing =
        stdio instanceof Stdio.DevNull
            || (stdio instanceof Stdio.Inherit && StandardInput.isTaken());
    return nothing ? Redirect.from(NOTHING.toFile()) : stream(stdio);
  }

  private static Redirect output(Stdio stdio) {
    if (stdio instanceof Stdio.File file) {
      return file.append()
          ? Redirect.appendTo(file.path().toFile())
          : Redirect.to(file.path().toFile());
    }
    return stdio instanceof Stdio.DevNull ? Redirect.DISCARD : stream(stdio);
  }

  private static Redirect stream(Stdio stdio) {
    return stdio instanceof Stdio.Pipe ? Redirect.PIPE : Redirect.INHERIT;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Optional<String> host() {
    return Optional.empty();
  }

  @Override
  public OptionalInt poll() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(returnCode());
  }

  private int returnCode() {
    return ReturnCode.of(process.exitValue());
  }

  @Override
  public boolean await(long nanos) throws InterruptedException {
    return process.waitFor(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(ended -> returnCode());
  }

  @Override
  public void checkWhole() {
    // Nothing is lost in a pipe.
  }

  @Override
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public void signal(int number) {
    if (process.isAlive()) {
      try {
        Signals.send(pid(), number);
      } catch (IOException e) {
        throw new CommandStartException(Command.of("/bin/sh"), e);
      }
    }
  }

  @Override
  public void terminate() {
    // Not by the process, which would close its pipes.
    process.toHandle().destroy();
  }

  @Override
  public void kill() {
    family.kill(process.toHandle());
  }
}
