package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Printer.Printed;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import dev.warren.subprocess.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Outputs that the command writes to files itself. Nobody has to read while it runs, and what it
 * leaves running in the background holds nobody up. Temporary files lose their names at once, so
 * that nothing is left of them, however this program ends.
 */
final class FileCapture implements Capture {

  private final Path stdout;
  private final Path stderr;
  private final boolean keepsFiles;
  private final String tag;
  private FileOutput out;
  private FileOutput err;
  private boolean opened;
  private long received;

  FileCapture(Path stdout, Path stderr, boolean keepsFiles, String tag) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.keepsFiles = keepsFiles;
    this.tag = tag;
  }

  @Override
  public void prepare(Command command) {
    command.stdout(Stdio.file(stdout)).stderr(Stdio.file(stderr));
  }

  @Override
  public void started(Popen popen) throws IOException {
    opened = true;
    out = FileOutput.open(stdout, keepsFiles);
    err = FileOutput.open(stderr, keepsFiles);
  }

  /** What the command writes to its standard output. */
  FileOutput stdout() {
    return out;
  }

  /** Leaves out what follows a place in the standard output. */
  void cutOff(long size) throws IOException {
    if (keepsFiles) {
      out.truncate(size);
    }
    out = out.part(0, size);
  }

  @Override
  public Printed ended() throws IOException {
    received = out.size();
    Printed printed = new Printed(tag, out.settled(), err.settled());
    out = null;
    err = null;
    return printed;
  }

  @Override
  public long received() {
    return received;
  }

  @Override
  public void close() throws IOException {
    if (!opened && !keepsFiles) {
      Files.deleteIfExists(stdout);
      Files.deleteIfExists(stderr);
    }
    try {
      close(out);
    } finally {
      close(err);
    }
  }

  private static void close(FileOutput output) throws IOException {
    if (output != null) {
      output.close();
    }
  }
}
