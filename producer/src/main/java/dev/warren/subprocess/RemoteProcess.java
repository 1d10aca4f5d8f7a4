package dev.warren.subprocess;

import dev.warren.os.Signals;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process of a command on a worker host. */
final class RemoteProcess implements CommandProcess {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final RemoteCommand remote;
  private final OutputStream stdin;
  private final InputStream stdout;
  private final InputStream stderr;
  private final CompletableFuture<Integer> end;

  RemoteProcess(Command command, RemoteCommand remote, Forwards forwards) {
    this.remote = remote;
    this.stdin =
        command.stdin() instanceof Stdio.Pipe
            ? new BufferedOutputStream(remote.stdin(), BUFFER_BYTES)
            : OutputStream.nullOutputStream();
    this.stdout = output(command.stdout(), remote.stdout());
    this.stderr = output(command.stderr(), remote.stderr());
    // What it has written must be where it should be when it is said to have ended.
    this.end = remote.exit().thenCombine(forwards.start(remote), (exit, done) -> exit);
  }

  private static InputStream output(Stdio stdio, InputStream pipe) {
    return stdio instanceof Stdio.Pipe ? pipe : InputStream.nullInputStream();
  }

  static RemoteProcess start(Command command, Hosts hosts) {
    Forwards forwards = Forwards.open(command);
    try {
      return new RemoteProcess(command, hosts.start(command), forwards);
    } catch (RuntimeException e) {
      forwards.close();
      throw e;
    }
  }

  @Override
  public long pid() {
    return remote.pid();
  }

  @Override
  public Optional<String> host() {
    return Optional.of(remote.host());
  }

  @Override
  public OptionalInt poll() {
    try {
      return end.isDone() ? OptionalInt.of(end.join()) : OptionalInt.empty();
    } catch (CompletionException e) {
      throw CommandLostException.from(e.getCause());
    }
  }

  @Override
  public boolean await(long nanos) throws InterruptedException {
    try {
      end.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw CommandLostException.from(e.getCause());
    }
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return end.whenCompleteAsync((exit, lost) -> {}, RemoteProcess::onOwnThread);
  }

  /** For callbacks: they may block, and the thread that hears of the end is the connection's. */
  private static void onOwnThread(Runnable callbacks) {
    Thread thread = new Thread(callbacks, "warren-exit");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void checkWhole() {
    remote.checkWhole();
  }

  @Override
  public OutputStream stdin() {
    return stdin;
  }

  @Override
  public InputStream stdout() {
    return stdout;
  }

  @Override
  public InputStream stderr() {
    return stderr;
  }

  @Override
  public void signal(int number) {
    remote.signal(number);
  }

  @Override
  public void terminate() {
    remote.signal(Signals.TERM);
  }

  @Override
  public void kill() {
    remote.kill();
  }
}
