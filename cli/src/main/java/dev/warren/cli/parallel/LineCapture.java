package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Printer.Printed;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Outputs that are printed while the command runs, line by line. */
final class LineCapture implements Capture {

  /** A longer one is printed in parts. */
  private static final int LONGEST_LINE = 1024 * 1024;

  private final Printer printer;
  private final byte[] tag;
  private CompletableFuture<Long> out = CompletableFuture.completedFuture(0L);
  private CompletableFuture<Long> err = CompletableFuture.completedFuture(0L);

  LineCapture(Printer printer, String tag) {
    this.printer = printer;
    this.tag = Octets.bytes(tag);
  }

  @Override
  public void prepare(Command command) {
    command.stdout(Stdio.PIPE).stderr(Stdio.PIPE);
  }

  @Override
  public void started(Popen popen) {
    out = Pumps.start(() -> new Lines(false).printAll(popen.stdout()));
    err = Pumps.start(() -> new Lines(true).printAll(popen.stderr()));
  }

  @Override
  public Printed ended() throws IOException, InterruptedException {
    try {
      CompletableFuture.allOf(out, err).get();
      return Printed.NOTHING;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  @Override
  public long received() {
    return out.join();
  }

  @Override
  public void close() {}

  /** One of the outputs. */
  private final class Lines {
    private final boolean toErr;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final OutputStream tagged = tag.length == 0 ? held : new TaggedLines(held, tag);

    Lines(boolean toErr) {
      this.toErr = toErr;
    }

    long printAll(InputStream source) throws IOException {
      long count = Pumps.read(source, this::take);
      print();
      return count;
    }

    private void take(byte[] bytes, int length) throws IOException {
      int end = lastLineEnd(bytes, length);
      tagged.write(bytes, 0, end);
      if (end > 0) {
        print();
      }
      tagged.write(bytes, end, length - end);
      if (held.size() > LONGEST_LINE) {
        print();
      }
    }

    private static int lastLineEnd(byte[] bytes, int length) {
      int end = length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      return end;
    }

    private void print() throws IOException {
      byte[] whole = held.toByteArray();
      held.reset();
      printer.printNow(whole, toErr);
    }
  }
}
