package dev.warren.cli.parallel;

import java.io.IOException;
import java.io.InputStream;

/** Cannot be read. */
final class BrokenInput extends InputStream {

  @Override
  public int read() throws IOException {
    throw new IOException("gone");
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    throw new IOException("gone");
  }
}
