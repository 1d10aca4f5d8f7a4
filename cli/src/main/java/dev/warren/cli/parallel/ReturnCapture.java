package dev.warren.cli.parallel;

import dev.warren.cli.parallel.Printer.Printed;
import dev.warren.subprocess.Command;
import dev.warren.subprocess.Popen;
import java.io.IOException;
import java.util.Arrays;

/** Outputs behind whose standard output the files come that the command has been asked for. */
final class ReturnCapture implements Capture {

  private final FileCapture files;
  private final Parcel parcel;

  ReturnCapture(FileCapture files, Parcel parcel) {
    this.files = files;
    this.parcel = parcel;
  }

  @Override
  public void prepare(Command command) {
    files.prepare(command);
  }

  @Override
  public void started(Popen popen) throws IOException {
    files.started(popen);
  }

  /** A command that was killed has packed nothing, one that has failed perhaps not all. */
  @Override
  public void takeFiles(boolean all) throws IOException, InterruptedException {
    FileOutput out = files.stdout();
    long end = out.size() - parcel.trailerSize();
    byte[] trailer = end < 0 ? new byte[0] : out.read(end, parcel.trailerSize());
    byte[] mark = parcel.mark();
    if (trailer.length == 0 || !Arrays.equals(Arrays.copyOf(trailer, mark.length), mark)) {
      cutOffAt(out.indexOf(mark));
      return;
    }
    String digits = Octets.of(trailer, mark.length, trailer.length);
    long begin = end - Long.parseLong(digits);
    try {
      Postman.unpack(parcel.returned(), out.part(begin, end), all);
    } finally {
      cutOffAt(begin - mark.length);
    }
  }

  /** Leaves nothing of an archive in the output, nor of one that has not come to its end. */
  private void cutOffAt(long begin) throws IOException {
    if (begin >= 0) {
      files.cutOff(begin);
    }
  }

  @Override
  public Printed ended() throws IOException {
    return files.ended();
  }

  @Override
  public long received() {
    return files.received();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
