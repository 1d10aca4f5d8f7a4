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
  public Printed ended(boolean succeeded) throws IOException, InterruptedException {
    FileOutput all = files.stdout();
    long end = all.size() - parcel.trailerSize();
    byte[] trailer = end < 0 ? new byte[0] : all.read(end, parcel.trailerSize());
    byte[] mark = parcel.mark();
    if (trailer.length > 0 && Arrays.equals(Arrays.copyOf(trailer, mark.length), mark)) {
      String digits = Octets.of(trailer, mark.length, trailer.length);
      long begin = end - Long.parseLong(digits);
      Postman.unpack(parcel.returned(), all.part(begin, end), succeeded);
      files.cutOff(begin);
    }
    return files.ended(succeeded);
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
