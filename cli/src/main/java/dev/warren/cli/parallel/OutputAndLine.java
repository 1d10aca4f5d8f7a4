package dev.warren.cli.parallel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An output, and a line of ours behind it.
 *
 * @param output the output
 * @param line the line, with its end, as octets
 */
record OutputAndLine(Output output, String line) implements Output {

  private static final byte[] NO_TAG = {};

  @Override
  public long size() {
    return output.size() + line.length();
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    OutputStream buffer = new BufferedOutputStream(target);
    TaggedLines lines = new TaggedLines(buffer, NO_TAG);
    output.writeTo(lines);
    lines.endLine();
    buffer.write(Octets.bytes(line));
    buffer.flush();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
