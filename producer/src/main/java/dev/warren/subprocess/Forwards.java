package dev.warren.subprocess;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of a command on a worker host that are files of this machine, or this program's own:
 * they are copied here, as the bytes come.
 */
final class Forwards implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Forwards.class);

  private final Optional<InputStream> stdin;
  private final Optional<OutputStream> stdout;
  private final Optional<OutputStream> stderr;

  private Forwards(
      Optional<InputStream> stdin, Optional<OutputStream> stdout, Optional<OutputStream> stderr) {
    this.stdin = stdin;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  /**
   * Opens the files.
   *
   * @throws CommandStartException if one cannot be opened
   */
  static Forwards open(Command command) {
    Optional<InputStream> stdin = Optional.empty();
    Optional<OutputStream> stdout = Optional.empty();
    try {
      if (command.stdin() instanceof Stdio.File file) {
        stdin = Optional.of(new FileInputStream(file.path().toFile()));
      }
      stdout = output(command.stdout(), FileDescriptor.out);
      return new Forwards(stdin, stdout, output(command.stderr(), FileDescriptor.err));
    } catch (IOException e) {
      new Forwards(stdin, stdout, Optional.empty()).close();
      throw new CommandStartException(command, e);
    }
  }

  private static Optional<OutputStream> output(Stdio stdio, FileDescriptor own) throws IOException {
    if (stdio instanceof Stdio.File file) {
      return Optional.of(new FileOutputStream(file.path().toFile(), file.append()));
    }
    return stdio instanceof Stdio.Inherit
        ? Optional.of(new Shared(new FileOutputStream(own)))
        : Optional.empty();
  }

  /**
   * Begins to copy; completes when the command's output is all written, and fails with a {@link
   * CommandLostException} if some of it was lost on its way, or a file does not take it.
   */
  CompletableFuture<Void> start(RemoteCommand remote) {
    if (stdin.isPresent()) {
      // It need not read all of it, so nobody waits for that.
      var unused =
          copy(
              stdin.get(),
              remote.stdin(),
              (done, e) -> {
                log.debug("command {} reads no more: {}", remote.id(), e.getMessage());
                done.complete(null);
              });
    }
    return CompletableFuture.allOf(
        stdout.map(to -> output(remote, remote.stdout(), to)).orElse(done()),
        stderr.map(to -> output(remote, remote.stderr(), to)).orElse(done()));
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  /** That a stream of this program is closed the command notices itself, as it would here. */
  private static CompletableFuture<Void> output(
      RemoteCommand remote, InputStream from, OutputStream to) {
    return copy(
            from,
            to,
            (done, e) -> {
              if (to instanceof Shared) {
                log.warn("the output of command {} breaks off: {}", remote.id(), e.getMessage());
                done.complete(null);
              } else {
                done.completeExceptionally(remote.outputLost(e));
              }
            })
        .thenRun(remote::checkWhole);
  }

  /** {@code fault} completes what it is given, whatever else it does. */
  private static CompletableFuture<Void> copy(
      InputStream from, OutputStream to, BiConsumer<CompletableFuture<Void>, IOException> fault) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (from;
                  to) {
                from.transferTo(to);
              } catch (IOException e) {
                fault.accept(done, e);
                return;
              }
              done.complete(null);
            },
            "warren-forward");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  @Override
  public void close() {
    closeAll(stdin, stdout, stderr);
  }

  @SafeVarargs
  private static void closeAll(Optional<? extends AutoCloseable>... all) {
    for (Optional<? extends AutoCloseable> each : all) {
      try {
        if (each.isPresent()) {
          each.get().close();
        }
      } catch (Exception e) {
        log.debug("a file could not be closed: {}", e.toString());
      }
    }
  }

  /** A stream of this program, which others use as well. */
  private static final class Shared extends FilterOutputStream {

    Shared(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
